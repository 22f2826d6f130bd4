import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { Converter } from 'opencc-js/t2cn';

/**
 * The words of Chinese text in either script, in order, as written there; a longer word is preceded by the dictionary words inside it
 * (損害, 賠償, 損害賠償).
 *
 * The dictionary is of Simplified Chinese: text is looked up by its Simplified characters, one for one, and each word is cut out of
 * the text as it stands. Loading takes 0.2 s and 40 MB, at the first call.
 */
export function chineseWords(text: string): readonly string[] {
  const jieba = loadedJieba();
  const simplified = simplify(text);
  const pieces = jieba.cutForSearch(simplified, true);
  const words: string[] = [];
  let start = 0;
  let next = 0;
  for (const word of jieba.cut(simplified, true)) {
    let piece: string | undefined;
    do {
      piece = pieces[next++] ?? word;
      const place = start + word.indexOf(piece);
      words.push(text.slice(place, place + piece.length));
      // The words inside a word come before it and are shorter.
    } while (piece.length < word.length);
    start += word.length;
  }
  return words;
}

let jieba: Jieba | undefined;
const loadedJieba = () => (jieba ??= Jieba.withDict(dict));

const convert = Converter({ from: 't', to: 'cn' });
const simplifiedCharacters = new Map<string, string>();

function simplify(text: string): string {
  let simplified = '';
  for (const character of text) simplified += simplifyCharacter(character);
  return simplified;
}

function simplifyCharacter(character: string): string {
  const known = simplifiedCharacters.get(character);
  if (known !== undefined) return known;
  const converted = convert(character);
  // Places in the text and in its conversion must be the same.
  const kept = converted.length === character.length ? converted : character;
  simplifiedCharacters.set(character, kept);
  return kept;
}
