import { createHash } from 'node:crypto';
import type { StatuteLanguage } from './statute.js';

const pcodePattern = /[?&]pcode=([A-Za-z][A-Za-z0-9]{4,15})\b/i;

/**
 * A statute's id: the ministry's pcode from its URL (`J0070017`); without one, `T` and twelve hexadecimal digits of the
 * SHA-256 of its title (NFKC, lower case, without blanks), so that the same title always has the same id.
 *
 * The ministry gives a translation the pcode of its original. A statute read in English therefore ends in `.en`
 * (`J0070017.en`): both can live in one graph, and neither overwrites the other.
 */
export function statuteId(statute: {
  readonly url?: string;
  readonly title: string;
  readonly language: StatuteLanguage;
}): string {
  const id = pcodePattern.exec(statute.url ?? '')?.[1]?.toUpperCase() ?? titleId(statute.title);
  return statute.language === 'en' ? `${id}.en` : id;
}

function titleId(title: string): string {
  const normalised = title.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return `T${createHash('sha256').update(normalised).digest('hex').slice(0, 12)}`;
}
