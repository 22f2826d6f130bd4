import { secret, SettingError } from '@lexhop/foundation';
import { z } from 'zod';

const secretForm = 'whsec_ and the base64 of 24 to 64 random bytes is allowed';
const urlForm = 'a URL that begins with http:// or https:// is allowed, without a user or password in it';

/** Who is told of the ends of builds. */
export const webhookSettings = z.object({
  LEXHOP_WEBHOOK_URL: z
    .url({ protocol: /^https?$/, error: urlForm })
    .refine(namesNobody, urlForm)
    .optional()
    .meta(secret)
    .describe(
      'Where a POST tells that a build ended, and which articles it changed. The same for every process. Needs LEXHOP_WEBHOOK_SECRET.',
    ),
  LEXHOP_WEBHOOK_SECRET: z
    .string()
    .refine((text) => keyOf(text) !== undefined, secretForm)
    .optional()
    .meta(secret)
    .describe(
      'What these messages are signed with, by the Standard Webhooks convention: `echo whsec_$(openssl rand -base64 32)`.',
    ),
});

/** Who is told, and the key that the messages are signed with. */
export interface Receiver {
  readonly url: string;
  readonly key: Buffer;
}

/** The receiver that the settings name; undefined for none. Throws a SettingError for one without a secret. */
export function receiverOf(settings: z.infer<typeof webhookSettings>): Receiver | undefined {
  const { LEXHOP_WEBHOOK_URL: url, LEXHOP_WEBHOOK_SECRET: text } = settings;
  if (url === undefined) return undefined;
  const key = keyOf(text);
  if (!key) throw new SettingError('LEXHOP_WEBHOOK_SECRET', undefined, `LEXHOP_WEBHOOK_URL needs it: ${secretForm}`);
  return { url, key };
}

/** A URL with a user in it can't be fetched. */
function namesNobody(url: string): boolean {
  const { username, password } = URL.canParse(url) ? new URL(url) : { username: '', password: '' };
  return username === '' && password === '';
}

function keyOf(text: string | undefined): Buffer | undefined {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text ?? '') ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  return key.length >= 24 && key.length <= 64 ? key : undefined;
}
