import { createHash, randomBytes } from 'node:crypto';
import { answerOf, type Schema } from '@lexhop/client';
import type { CommandContext, Connection } from '../connect.js';

/** A new key of 256 random bits, and the entry of LEXHOP_API_KEYS that admits it without holding it. */
export function createApiKey(name: string, role: string): { readonly key: string; readonly entry: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, entry: `${name}:${role}:${createHash('sha256').update(key).digest('hex')}` };
}

interface KeyOptions {
  readonly role: Schema<'ApiKeyRequest'>['role'];
  readonly graphs?: readonly string[];
}

const howSent = 'A command sends the key from LEXHOP_API_KEY, a request as `Authorization: Bearer KEY`.';

function keyLines(name: string, key: string): readonly string[] {
  return [`key (shown this once; for ${name}):`, `  ${key}`];
}

/** `lexhop keys create NAME`: shows the key, which is kept nowhere, and what the server has to be told. */
export function createKeyCommand({ output }: CommandContext, name: string, { role }: KeyOptions): void {
  const { key, entry } = createApiKey(name, role);
  output.answer({ name, role, key, entry }, [
    ...keyLines(name, key),
    'entry for LEXHOP_API_KEYS of the server, separated from others by a comma:',
    `  ${entry}`,
    howSent,
  ]);
}

/** `lexhop keys add NAME`: a key in the books of the server, which admits it at once. */
export async function addKeyCommand(
  { client, output }: Connection,
  name: string,
  { role, graphs }: KeyOptions,
): Promise<void> {
  const body = { name, role, graphs: graphs && [...graphs] };
  const made = await answerOf(client.rest.POST('/api/v1/keys', { body }));
  output.answer(made, [...keyLines(name, made.key), howSent]);
}

/** `lexhop keys list`: a line for each key that is admitted. */
export async function listKeysCommand({ client, output }: Connection): Promise<void> {
  const { items } = await answerOf(client.rest.GET('/api/v1/keys'));
  const used = ({ from, lastUsedAt }: Schema<'ApiKey'>) =>
    from === 'environment' ? 'of LEXHOP_API_KEYS' : lastUsedAt ? `last used ${lastUsedAt}` : 'never used';
  output.answer(
    items,
    items.map((key) => {
      const graphs = key.graphs ? `graphs ${key.graphs.join(', ')}` : 'all graphs';
      return `${key.name}: ${key.role}, ${graphs}, ${used(key)}`;
    }),
  );
}

/** `lexhop keys revoke NAME`: the server refuses it at once. */
export async function revokeKeyCommand({ client, output }: Connection, name: string): Promise<void> {
  await answerOf(client.rest.DELETE('/api/v1/keys/{name}', { params: { path: { name } } }));
  output.line(`${name} is revoked.`);
}
