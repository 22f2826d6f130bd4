import { jsonOf } from '@lexhop/foundation';
import JSON5 from 'json5';

/** What JSON there is in a text. */
export interface JsonValues {
  /** Outermost ones. */
  readonly values: readonly unknown[];
  /** Whether a value begins that does not end. */
  readonly isCutShort: boolean;
}

/** How an object or a list begins, as JSON or as a careless model writes it: not every bracket of a sentence. */
const beginnings = /\{(?=\s*(?:["'}]|[\p{L}_$][\w$]*\s*:|$))|\[(?=\s*(?:["'{[\]]|-?\d+\s*(?:[,\]]|$)|$))/gu;

/**
 * The outermost JSON objects and lists that stand in a text, in order. Reads each character at most twice.
 * @param isOver told the text before each value; where it says so, no more values are taken
 */
export function jsonAmong(text: string, isOver: (between: string) => boolean): JsonValues {
  const values: unknown[] = [];
  const beginning = new RegExp(beginnings);
  let [end, listsFrom] = [0, 0];
  for (let found = beginning.exec(text); found; found = beginning.exec(text)) {
    const isList = found[0] === '[';
    if (isList && found.index < listsFrom) continue;
    if (isOver(text.slice(end, found.index))) break;
    const closed = endOfValue(text, found.index);
    if (closed === undefined) return { values, isCutShort: true };
    const value = parseCareless(text.slice(found.index, closed));
    // Brackets around a sentence may hold objects all the same.
    if (value === undefined && isList) listsFrom = closed;
    else beginning.lastIndex = end = closed;
    if (value !== undefined) values.push(value);
  }
  return { values, isCutShort: false };
}

/** A single quote counts only where a value or a key may begin: elsewhere it is an apostrophe. */
const brackets = /["{}[\]]|'(?<=[{[,:]\s*')/gu;
const stringEnds: Readonly<Record<string, RegExp>> = {
  '"': /[^"\\]*(?:\\[\s\S][^"\\]*)*"/uy,
  "'": /[^'\\]*(?:\\[\s\S][^'\\]*)*'/uy,
};

/** The place after the bracket that closes the one at `start`; undefined where none does. */
export function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  brackets.lastIndex = start;
  for (let found = brackets.exec(text); found; found = brackets.exec(text)) {
    const stringEnd = stringEnds[found[0]];
    if (stringEnd) {
      stringEnd.lastIndex = brackets.lastIndex;
      if (!stringEnd.test(text)) return undefined;
      brackets.lastIndex = stringEnd.lastIndex;
    } else {
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
      if (depth === 0) return brackets.lastIndex;
    }
  }
  return undefined;
}

const stringsAndWords = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^'\\]*(?:\\[\s\S][^'\\]*)*'|\b(?:None|True|False)\b/gu;

/**
 * The value of a text that is JSON as careless models write it; undefined for any other. First as JSON; then with what JSON5 takes (trailing commas,
 * single quotes, bare keys, comments), line breaks within texts and Python's words; then with quotes within texts that nobody escaped.
 */
function parseCareless(text: string): unknown {
  const strict = jsonOf(text) ?? parseJson5(text);
  return strict ?? jsonOf(text.replaceAll(quoteWithin, String.raw`\"`));
}

/** A quote within a text, as in 所謂"押金"何時退: no bracket, comma or colon stands beside it. */
const quoteWithin = /(?<=[^\s{[,:\\])"(?=[^\s}\],:])/gu;
const pythonWords: Readonly<Record<string, string>> = { None: 'null', True: 'true', False: 'false' };

function parseJson5(text: string): unknown {
  const escaped = text.replaceAll(stringsAndWords, (found) =>
    /^["']/u.test(found)
      ? found.replaceAll(/\\[\s\S]|\r?\n/gu, (mark) => (mark.startsWith('\\') ? mark : String.raw`\n`))
      : (pythonWords[found] ?? found),
  );
  try {
    return JSON5.parse(escaped);
  } catch {
    return undefined;
  }
}

/** The JSON values of a body: the items of an array, the events of an event stream (without comments that keep it alive), or the one value. */
export function jsonIn(body: string): readonly unknown[] {
  const whole = jsonOf(body);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const lines = body.split(/\r?\n/u).filter((line) => line.trim() !== '' && !line.startsWith(':'));
  const events = lines.flatMap((line) => /^data:(.*)$/u.exec(line)?.[1] ?? []);
  const rest = events.length > 0 ? events : [lines.join('\n')];
  return rest.flatMap((text) => jsonOf(text) ?? []);
}
