import { charactersToSimplified, charactersToTraditional, toSimplified, toTraditional } from '@lexhop/foundation';

/** Radicals that Unicode gives no normal form, each before the character that it is drawn as (Unicode's EquivalentUnifiedIdeograph.txt). */
const radicals =
  '⺁厂⺅亻⺇几⺈刀⺉刂⺊卜⺍小⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺦丬⺧牛⺨犭⺩王⺪疋⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼肉⺽臼⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀㇐一';
const radicalFolds: ReadonlyMap<string, string> = new Map(
  Array.from(radicals.matchAll(/(.)(.)/gu), ([, radical = '', character = '']) => [radical, character]),
);

/** Characters that take no room, and radicals and compatibility ideographs as PDF readers give them. */
const disguised = /[\p{Default_Ignorable_Code_Point}\u2e80-\u2fd5\u3192-\u319f㇐\uf900-\ufaff]/u;
const everyDisguised = new RegExp(disguised, 'gu');
const takesNoRoom = /\p{Default_Ignorable_Code_Point}/u;

/** A text in which every character is the one that it looks like, and how many had to be changed. */
interface FoldedText {
  readonly text: string;
  readonly count: number;
}

/**
 * Puts common characters in the place of their look-alikes (Kangxi ⼀ and other radicals, the stroke ㇐, compatibility ideographs),
 * and drops what takes no room: soft hyphens, zero-width blanks and joiners, direction marks, variation selectors.
 */
export function foldCharacters(text: string): FoldedText {
  if (!disguised.test(text)) return { text, count: 0 };
  let count = 0;
  const folded = text.replace(everyDisguised, (character) => {
    const plain = plainCharacter(character);
    if (plain !== character) count++;
    return plain;
  });
  return { text: folded, count };
}

function plainCharacter(character: string): string {
  if (takesNoRoom.test(character)) return '';
  return radicalFolds.get(character) ?? character.normalize('NFKC');
}

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
  simplifiedOf ??= tableOf(charactersToSimplified);
  let folded = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    folded += String.fromCharCode(unit < first || unit > last ? unit : (simplifiedOf[unit - first] ?? unit));
  }
  return folded;
}

/** How many characters of a text are written in one of the two scripts only. */
export function countScripts(text: string): { readonly traditional: number; readonly simplified: number } {
  simplifiedOf ??= tableOf(charactersToSimplified);
  traditionalOf ??= tableOf(charactersToTraditional);
  const counts = { traditional: 0, simplified: 0 };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < first || unit > last) continue;
    if (simplifiedOf[unit - first] !== unit) counts.traditional += 1;
    else if (traditionalOf[unit - first] !== unit) counts.simplified += 1;
  }
  return counts;
}

/**
 * A text in Traditional or Simplified characters, by words where words decide; for showing. One without any character that only the other
 * script has stays as it is.
 */
export function inScript(text: string, script: 'zh-Hant' | 'zh-Hans'): string {
  const { traditional, simplified } = countScripts(text);
  if (script === 'zh-Hant') return simplified === 0 ? text : toTraditional(text);
  return traditional === 0 ? text : toSimplified(text);
}
