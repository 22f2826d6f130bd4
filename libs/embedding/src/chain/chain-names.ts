import { SettingError } from '@lexhop/foundation';

/** The variable that holds the chain. */
export const chainVariable = 'LEXHOP_EMBEDDING_CHAIN';

/**
 * The providers' names of a chain like `bge-m3,gemini,mock`, in order, each once.
 * Throws a SettingError when it is empty or names a provider that is not known.
 * @param setting what whoever set the chain knows it by
 */
export function chainNames(chain: string, known: readonly string[], setting = chainVariable): readonly string[] {
  const names = [...new Set(chain.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  const unknown = names.find((name) => !known.includes(name));
  if (names.length > 0 && unknown === undefined) return names;
  const which = unknown === undefined ? '' : ` (${JSON.stringify(unknown)} is not known)`;
  throw new SettingError(
    setting,
    chain,
    `one or more of ${known.join(', ')}, separated by commas, are allowed${which}`,
  );
}
