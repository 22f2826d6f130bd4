import { toSimplified, toTraditional } from '@lexhop/foundation';

/** The Han characters of the basic plane that are told apart by script. */
const first = 0x3400;
const last = 0x9fff;

/** By character: what one of the converters makes of it alone; itself where it makes more than one unit of it. */
function tableOf(convert: (text: string) => string): Uint16Array {
  const characters = Array.from({ length: last - first + 1 }, (_, place) => String.fromCharCode(first + place));
  const converted = convert(characters.join('\n')).split('\n');
  return Uint16Array.from(characters, (character, place) => {
    const made = converted[place];
    return made?.length === 1 ? made.charCodeAt(0) : character.charCodeAt(0);
  });
}

let simplifiedOf: Uint16Array | undefined;
let traditionalOf: Uint16Array | undefined;

/**
 * A text in one script, character by character, so that 註冊 and 注册 are the same word: for comparing only, never for showing.
 * Length and positions stay.
 */
export function foldScript(text: string): string {
  simplifiedOf ??= tableOf(toSimplified);
  let folded = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    folded += String.fromCharCode(unit < first || unit > last ? unit : (simplifiedOf[unit - first] ?? unit));
  }
  return folded;
}

/** How many characters of a text are written in one of the two scripts only. */
export function countScripts(text: string): { readonly traditional: number; readonly simplified: number } {
  simplifiedOf ??= tableOf(toSimplified);
  traditionalOf ??= tableOf(toTraditional);
  const counts = { traditional: 0, simplified: 0 };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < first || unit > last) continue;
    if (simplifiedOf[unit - first] !== unit) counts.traditional += 1;
    else if (traditionalOf[unit - first] !== unit) counts.simplified += 1;
  }
  return counts;
}

/** A text in Traditional or Simplified characters, by words where words decide; for showing. */
export function inScript(text: string, script: 'zh-Hant' | 'zh-Hans'): string {
  return script === 'zh-Hant' ? toTraditional(text) : toSimplified(text);
}
