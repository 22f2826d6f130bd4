import { createHash, randomBytes } from 'node:crypto';
import { answerOf, type Schema } from '@lexhop/client';
import { type CommandContext, withConnection } from '../connect.js';
import type { Output } from '../terminal/output.js';

/** A new key of 256 random bits, and the entry of LEXHOP_API_KEYS that admits it without holding it. */
export function createApiKey(name: string, role: string): { readonly key: string; readonly entry: string } {
  const key = randomBytes(32).toString('base64url');
  return { key, entry: `${name}:${role}:${createHash('sha256').update(key).digest('hex')}` };
}

interface KeyOptions {
  readonly role: Schema<'ApiKeyRequest'>['role'];
  readonly json?: boolean;
}

const howSent = 'A command sends the key from LEXHOP_API_KEY, a request as `Authorization: Bearer KEY`.';

function showKey(output: Output, name: string, key: string): void {
  output.line(`key (shown this once; for ${name}):`);
  output.line(`  ${key}`);
}

/** `lexhop keys create NAME`: shows the key, which is kept nowhere, and what the server has to be told. */
export function createKeyCommand(output: Output, name: string, { role, json }: KeyOptions): void {
  const { key, entry } = createApiKey(name, role);
  if (json) return output.json({ name, role, key, entry });
  showKey(output, name, key);
  output.line('entry for LEXHOP_API_KEYS of the server, separated from others by a comma:');
  output.line(`  ${entry}`);
  output.line(howSent);
}

/** `lexhop keys add NAME`: a key in the books of the server, which admits it at once. */
export function addKeyCommand(
  context: CommandContext,
  name: string,
  { role, json, graphs }: KeyOptions & { readonly graphs?: string },
) {
  return withConnection(context, async ({ client }) => {
    const body = { name, role, ...(graphs === undefined ? {} : { graphs: graphs.split(',') }) };
    const made = await answerOf(client.rest.POST('/api/v1/keys', { body }));
    if (json) return context.output.json(made);
    showKey(context.output, name, made.key);
    context.output.line(howSent);
  });
}

/** `lexhop keys list`: a line for each key that is admitted. */
export function listKeysCommand(context: CommandContext, { json }: { readonly json?: boolean }) {
  return withConnection(context, async ({ client }) => {
    const { items } = await answerOf(client.rest.GET('/api/v1/keys'));
    if (json) return context.output.json(items);
    for (const { name, role, graphs, from, lastUsedAt } of items) {
      const used =
        from === 'environment' ? 'of LEXHOP_API_KEYS' : lastUsedAt ? `last used ${lastUsedAt}` : 'never used';
      context.output.line(`${name}: ${role}, ${graphs ? `graphs ${graphs.join(', ')}` : 'all graphs'}, ${used}`);
    }
  });
}

/** `lexhop keys revoke NAME`: the server refuses it at once. */
export function revokeKeyCommand(context: CommandContext, name: string) {
  return withConnection(context, async ({ client }) => {
    await answerOf(client.rest.DELETE('/api/v1/keys/{name}', { params: { path: { name } } }));
    context.output.line(`${name} is revoked.`);
  });
}
