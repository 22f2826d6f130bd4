import { Converter as FromSimplified } from 'opencc-js/cn2t';
import { CustomConverter } from 'opencc-js/core';
import simplifiedCharacters from 'opencc-js/dict/STCharacters';
import traditionalCharacters from 'opencc-js/dict/TSCharacters';
import { Converter as FromTraditional } from 'opencc-js/t2cn';

/** A converter whose tables are made at its first use: each takes a process a tenth of a second and some megabytes. */
function whenUsed(make: () => (text: string) => string): (text: string) => string {
  let convert: ((text: string) => string) | undefined;
  return (text) => {
    convert ??= make();
    return convert(text);
  };
}

/** A text in Simplified characters, by words where words decide. */
export const toSimplified = whenUsed(() => FromTraditional({ from: 't', to: 'cn' }));

/** A text in Traditional characters, by words where words decide. */
export const toTraditional = whenUsed(() => FromSimplified({ from: 'cn', to: 't' }));

/** A text in Traditional characters as Taiwan writes them, by words where words decide. */
export const toTaiwanese = whenUsed(() => FromSimplified({ from: 'cn', to: 'tw' }));

/** Each character in Simplified, whatever word it stands in: without the dictionaries of words, which take a tenth of a second to load. */
export const charactersToSimplified = whenUsed(() => CustomConverter(traditionalCharacters));

/** Each character in Traditional, whatever word it stands in. */
export const charactersToTraditional = whenUsed(() => CustomConverter(simplifiedCharacters));
