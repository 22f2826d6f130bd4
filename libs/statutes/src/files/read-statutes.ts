import { buildStatute, type BuiltStatute } from '../formats/build-statute.js';
import { draftMinistryStatute, isMinistryStatute } from '../formats/ministry.js';
import { draftOriginalStatute, isOriginalStatute } from '../formats/original.js';
import { foldedRemark } from '../formats/clean-draft.js';
import { draftTextStatute } from '../formats/plain-text.js';
import type { Remark, StatuteDraft, StatuteReadEvent } from '../formats/statute-draft.js';
import { foldCharacters } from '../text/characters.js';
import { jsonElements } from './json-elements.js';
import { unpackedBytes } from './source-bytes.js';
import { decodedText, type TextPiece } from './source-text.js';
import { StatuteFileError } from '../errors.js';

/** Longer plain text is no statute: the longest statute has 300,000 characters. */
const longestText = 50_000_000;
/** Enough characters to see what a file is. */
const startLength = 1000;

/**
 * Reads a file of statutes as it streams in, and gives out each statute and each warning in the file's order.
 *
 * The format is seen from the content, not from the name: the ministry's bulk JSON, its one-file-per-statute JSON with Chinese keys,
 * the original system's JSON, plain text and Markdown; any of them plain or gzip, with or without a byte order mark, in UTF-8.
 * Memory is bounded by the largest statute, not by the file. Of two statutes with one id, and of two articles with one number,
 * the first counts and the other is a warning.
 *
 * Throws a StatuteFileError for a file that is none of these, is cut short, broken, empty or not UTF-8, or in which no statute can be
 * read; what was given out before stays right.
 */
export async function* readStatutes(
  source: AsyncIterable<Uint8Array>,
  { fileName }: { readonly fileName: string },
): AsyncGenerator<StatuteReadEvent> {
  const seen = new Set<string>();
  for await (const draft of drafts(source, fileName)) {
    const { statute, remarks } = statuteOf(draft, seen);
    const title = 'entries' in draft ? { statute: draft.title } : {};
    for (const remark of remarks) yield { kind: 'warning', warning: { file: fileName, ...title, ...remark } };
    if (statute !== undefined) yield { kind: 'statute', statute };
  }
  if (seen.size === 0)
    throw new StatuteFileError(fileName, 'unknown-format', 'its end', 'no statute in it could be read');
}

/** The statute of a draft, unless its id is among those seen; adds its id to them. */
function statuteOf(draft: StatuteDraft | Remark, seen: Set<string>): BuiltStatute {
  if (!('entries' in draft)) return { statute: undefined, remarks: [draft] };
  const built = buildStatute(draft);
  const { statute, remarks } = built;
  if (statute === undefined) return built;
  if (seen.has(statute.id))
    return { statute: undefined, remarks: [...remarks, repeatedRemark(statute.id, statute.title)] };
  seen.add(statute.id);
  return built;
}

function repeatedRemark(id: string, title: string): Remark {
  return {
    code: 'statute-repeated',
    place: title,
    sentence: `The file has a statute with the id ${id} already; this second one was left out.`,
  };
}

async function* drafts(source: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<StatuteDraft | Remark> {
  const pieces = decodedText(unpackedBytes(source, fileName), fileName);
  try {
    const { start, all } = await withStart(pieces);
    if (start === '') throw new StatuteFileError(fileName, 'empty', 'its end', 'it has no text');
    if (/^(?:\{|\[\s*(?:[[{\]]|$))/.test(start)) yield* jsonDrafts(all, fileName);
    else yield textDraft(await wholeText(all, fileName), fileName);
  } finally {
    await pieces.return(undefined);
  }
}

/** The first characters of text that say what it is, and the pieces again, without blank ones before it. */
async function withStart(
  pieces: AsyncGenerator<TextPiece>,
): Promise<{ start: string; all: AsyncGenerator<TextPiece> }> {
  const taken: TextPiece[] = [];
  let start = '';
  while (start.trimEnd().length < 2) {
    const next = await pieces.next();
    if (next.done === true) break;
    const text = start === '' ? next.value.text.trimStart() : next.value.text;
    if (text !== '') taken.push(next.value);
    start += text.slice(0, startLength);
    if (start.length > startLength) break;
  }
  return { start: start.trimEnd(), all: chained(taken, pieces) };
}

async function* chained(taken: readonly TextPiece[], rest: AsyncGenerator<TextPiece>): AsyncGenerator<TextPiece> {
  yield* taken;
  yield* rest;
}

async function* jsonDrafts(pieces: AsyncGenerator<TextPiece>, fileName: string): AsyncGenerator<StatuteDraft | Remark> {
  let index = 0;
  for await (const { value, line } of jsonElements(pieces, fileName)) {
    index++;
    const draft = jsonDraft(value);
    if (draft === undefined) yield notAStatute(index, line, 'is no statute of a known format');
    else yield draft.title === '' ? notAStatute(index, line, 'has no title') : draft;
  }
}

function jsonDraft(value: unknown): StatuteDraft | undefined {
  if (isMinistryStatute(value)) return draftMinistryStatute(value);
  return isOriginalStatute(value) ? draftOriginalStatute(value) : undefined;
}

function notAStatute(index: number, line: number, problem: string): Remark {
  const sentence = `Value ${index} of the file ${problem} and was left out.`;
  return { code: 'statute-not-readable', place: `line ${line}`, sentence };
}

async function wholeText(pieces: AsyncGenerator<TextPiece>, fileName: string): Promise<string> {
  const texts: string[] = [];
  let length = 0;
  for await (const { text, line } of pieces) {
    length += text.length;
    if (length > longestText) {
      const reason = `plain text holds one statute a file, and this is longer than ${longestText} characters`;
      throw new StatuteFileError(fileName, 'too-large', `line ${line}`, reason);
    }
    texts.push(text);
  }
  return texts.join('');
}

function textDraft(text: string, fileName: string): StatuteDraft {
  const folded = foldCharacters(text);
  const draft = draftTextStatute(folded.text, fileName);
  if (draft !== undefined && folded.count === 0) return draft;
  if (draft !== undefined) return { ...draft, remarks: [...draft.remarks, foldedRemark('the file', folded.count)] };
  const reason =
    'it is neither JSON nor a text whose articles were recognised; a line that begins one reads 第 N 條, 第N条, Article N, Art. N, § N or Section N';
  throw new StatuteFileError(fileName, 'unknown-format', 'line 1', reason);
}
