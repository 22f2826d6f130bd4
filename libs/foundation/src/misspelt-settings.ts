import { UnknownSettingError } from './errors.js';
import { nearestNames } from './nearest-names.js';

const prefix = 'LEXHOP_';
/** Letters that may be wrong, missing or too many in a name that is taken for a misspelt one. */
const mostWrongLetters = 2;

/** Throws an UnknownSettingError for the first variable that is no setting but almost named like one: `LEXHOP_EMBEDING_CHAIN` would otherwise do nothing, silently. */
export function refuseMisspelt(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): void {
  const names = new Set(known);
  for (const name of Object.keys(environment)) {
    if (!name.startsWith(prefix) || names.has(name)) continue;
    const meant = nearestNames(name, known, mostWrongLetters)[0];
    if (meant !== undefined) throw new UnknownSettingError(name, meant);
  }
}
