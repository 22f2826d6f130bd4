/** What stands in the braces of a text. */
export type WordValues = Readonly<Record<string, string | number>>;

const slot = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/**
 * Fills `{name}` with its value and `{count|article|articles}` with the form for that count; numbers as the language
 * writes them. A slot without a value is a fault of the caller and throws.
 */
export function fill(text: string, values: WordValues, language: string): string {
  return text.replace(slot, (_whole, name: string, one: string | undefined, other: string | undefined) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The text "${text}" needs a value for {${name}}.`);
    if (one !== undefined) return value === 1 ? one : (other ?? one);
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}
