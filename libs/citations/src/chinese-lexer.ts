import { type ChineseToken, elidedReader, ordinalReader, relativeReader, type Script } from './chinese-places.js';
import { statuteEnding } from './instruments.js';
import type { StatuteNames } from './statute-titles.js';

/** Gives the words of a text that matter for citations, in order. */
export type ChineseLexer = (text: string, names: StatuteNames) => readonly ChineseToken[];

const windowLength = 64;
const definitionLength = 90;

type PlaceReader = (text: string, start: number) => ChineseToken | undefined;

/** A lexer for statutes in one script. It looks once at each character, at a window of bounded length, so it takes linear time. */
export function chineseLexer(script: Script): ChineseLexer {
  const readers = readersByFirstCharacter(script);
  return (text, names) => {
    const tokens: ChineseToken[] = [];
    for (let index = 0; index < text.length;) {
      const unit = text.charCodeAt(index);
      const named = names.mayStartWith(unit);
      const reader = readers.get(unit);
      const token = (named ? namedAt(text, index, names) : undefined) ?? reader?.(text, index);
      if (token === undefined) {
        index++;
      } else {
        tokens.push(token);
        index = token.end;
      }
    }
    return tokens;
  };
}

function namedAt(text: string, start: number, names: StatuteNames): ChineseToken | undefined {
  const match = names.matchAt(text, start);
  if (match === undefined) return undefined;
  const { statuteId, end } = match;
  const ending = statuteEnding(text.slice(start, end)) ?? '';
  return { type: 'statute', start, end, name: { by: 'name', statuteId, ending } };
}

function readersByFirstCharacter(script: Script): ReadonlyMap<number, PlaceReader> {
  const ordinal = ordinalReader(script);
  const relative = relativeReader(script);
  const readElided = elidedReader(script);
  const readRelative: PlaceReader = (text, start) =>
    relative(text.slice(start, start + 12), start, text[start - 1] ?? '');
  const readers: readonly [string, PlaceReader][] = [
    ['第', (text, start) => ordinal(text.slice(start, start + windowLength), start)],
    ['前上次本', (text, start) => readRelative(text, start) ?? readPart(text, start)],
    ['同該该其', (text, start) => readRepetition(text, start) ?? readRelative(text, start)],
    ['但後后中末序', readPart],
    ['各', (text, start) => readPart(text, start) ?? readRelative(text, start)],
    ['、及或至與', readElided],
    ['（(', readDefinition],
    ['準准', (text, start) => readMutatisMutandis(text, start, '用')],
    ['参', (text, start) => readMutatisMutandis(text, start, '照')],
    ['。；\n', (_text, start) => ({ type: 'stop', start, end: start + 1 })],
  ];
  return new Map(
    readers.flatMap(([characters, reader]) =>
      Array.from(characters, (character) => [character.charCodeAt(0), reader] as const),
    ),
  );
}

function readMutatisMutandis(text: string, start: number, second: string): ChineseToken | undefined {
  return text[start + 1] === second ? { type: 'mutatis-mutandis', start, end: start + 2 } : undefined;
}

const parts = new Set(['前段', '後段', '后段', '中段', '末段', '但書', '但书', '本文', '序文', '各款', '各目', '各項']);

function readPart(text: string, start: number): ChineseToken | undefined {
  return parts.has(text.slice(start, start + 2)) ? { type: 'part', start, end: start + 2 } : undefined;
}

const repetition =
  /^(?:[同該该](法|條例|条例|通則|規程|規則|細則|辦法|標準|準則)(?![人院官令律學制治庭警源])|其)(施行細則|施行法|施行辦法|施行規則)?/;

/** 同法, 該條例, 同法施行細則, 其施行細則. */
function readRepetition(text: string, start: number): ChineseToken | undefined {
  const match = repetition.exec(text.slice(start, start + 12));
  const [words = '', ending = '', further = ''] = match ?? [];
  if (ending === '' && further === '') return undefined;
  return { type: 'statute', start, end: start + words.length, name: { by: 'repetition', ending, further } };
}

const definition =
  /^[（(](?:[^（）()\n。]{0,60}[，,、；])?[ 　]*(?:以下|下)?(?:簡|略|简)?[稱称](?:為|为|之為)?[ 　]*[「『"“]?([^「」『』"“”（）()，,、；\n]{2,20}?)[」』"”]?[ 　]*(?:[，,；][^（）()\n]{0,30})?[）)]/;

/** （以下簡稱本法）, (下稱本條例), （…，以下簡稱「公約」）, with the space that may follow. */
function readDefinition(text: string, start: number): ChineseToken | undefined {
  const match = definition.exec(text.slice(start, start + definitionLength));
  const name = match?.[1]?.trim();
  if (match === null || name === undefined) return undefined;
  return { type: 'definition', name, start, end: start + match[0].length };
}
