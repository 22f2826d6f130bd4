import { createHash } from 'node:crypto';
import type { TextToEmbed } from './read-texts.js';

/** How many characters a digest has. */
export const digestLength = 32;

/** The digest of some texts and their ids, in order, where that of all but the last is known; of none it is ''. */
export function textDigest(before: string, { id, text }: TextToEmbed): string {
  const hash = createHash('sha256').update(JSON.stringify([before, id, text]));
  return hash.digest('hex').slice(0, digestLength);
}
