import { StatuteFileError } from '../errors.js';
import { buildStatute, type BuiltStatute } from '../formats/build-statute.js';
import { draftMinistryStatute, isMinistryStatute } from '../formats/ministry.js';
import { draftOriginalStatute, isOriginalStatute } from '../formats/original.js';
import type { Remark, StatuteDraft, StatuteReadEvent } from '../formats/statute-draft.js';
import type { Statute } from '../statute.js';
import { withFirst } from './first-pieces.js';
import { type JsonElement, jsonElements } from './json-elements.js';
import { isOfOneFile, type SourceFile, unpackedFiles } from './source-bytes.js';
import { decodedFile, type FileEncoding, type TextPiece, unread } from './source-text.js';
import { pageDraft, textDraft, wholeText, wordDraft } from './text-drafts.js';
import { xmlElements } from './xml-elements.js';

/** Enough characters to see what a file is. */
const startLength = 1000;

/**
 * Reads a file of statutes as it streams in, and gives out each statute and each warning in the file's order.
 *
 * The format is seen from the content, not from the name: the ministry's bulk JSON and XML, its one-file-per-statute JSON and XML with
 * Chinese names, the original system's JSON, plain text, Markdown, a page of HTML and a Word document (.docx); any of them plain, gzip or in
 * a zip archive; in UTF-8, or in UTF-16, Big5, GB18030 and others by their mark, their declaration or their characters, which is then a warning.
 * Memory is bounded by the largest statute, not by the file; a zip archive and a page are held whole. Of two statutes with one id, and of two
 * articles with one number, the first counts and the other is a warning; a statute that was amended later than the first of its id takes its place.
 *
 * A file of an archive that is broken is a warning where there are others. Throws a StatuteFileError for a file that is none of these, is cut short, broken, empty, unpacks to far more than its size, or in which no
 * statute can be read; what was given out before stays right.
 */
export async function* readStatutes(
  source: AsyncIterable<Uint8Array>,
  { fileName }: { readonly fileName: string },
): AsyncGenerator<StatuteReadEvent> {
  const seen: SeenStatutes = new Map();
  for await (const file of unpackedFiles(source, fileName)) {
    for await (const draft of drafts(file)) {
      const { statute, remarks } = statuteOf(draft, seen);
      const title = 'entries' in draft ? { statute: draft.title } : {};
      for (const remark of remarks) yield { kind: 'warning', warning: { file: file.name, ...title, ...remark } };
      if (statute !== undefined) yield { kind: 'statute', statute };
    }
  }
  if (seen.size === 0)
    throw new StatuteFileError(fileName, 'unknown-format', 'its end', 'no statute in it could be read');
}

/** By id, when the statute was amended last. */
type SeenStatutes = Map<string, string | undefined>;

/** The statute of a draft, unless one of its id was seen that is not older; adds it to them. */
function statuteOf(draft: StatuteDraft | Remark, seen: SeenStatutes): BuiltStatute {
  if (!('entries' in draft)) return { statute: undefined, remarks: [draft] };
  const built = buildStatute(draft);
  const { statute, remarks } = built;
  if (statute === undefined) return built;
  if (!seen.has(statute.id)) {
    seen.set(statute.id, statute.modifiedOn);
    return built;
  }
  const first = seen.get(statute.id);
  const isLater = first !== undefined && statute.modifiedOn !== undefined && statute.modifiedOn > first;
  if (isLater) seen.set(statute.id, statute.modifiedOn);
  return {
    statute: isLater ? statute : undefined,
    remarks: [...remarks, repeatedRemark(statute, isLater ? first : undefined)],
  };
}

function repeatedRemark({ id, title, modifiedOn }: Statute, replaced: string | undefined): Remark {
  const sentence =
    replaced === undefined
      ? `The file has a statute with the id ${id} already; this second one was left out.`
      : `The file has a statute with the id ${id} already, of ${replaced}; this later one, of ${modifiedOn}, takes its place.`;
  return { code: 'statute-repeated', place: title, sentence };
}

async function* drafts(file: SourceFile): AsyncGenerator<StatuteDraft | Remark> {
  if (file.kind === 'passed-over') return yield passedOverRemark(file.files);
  if (file.kind === 'faulty') return yield faultyRemark(file.name, file.error);
  try {
    if (file.kind === 'docx') yield await wordDraft(file.document, file.name);
    else yield* textDrafts(file.bytes, file.name);
  } catch (thrown) {
    // A page about the archive, or one file that is broken: the others are read all the same.
    if (!file.hasOthers || !isOfOneFile(thrown)) throw thrown;
    yield faultyRemark(file.name, thrown);
  }
}

function faultyRemark(name: string, { fault, place, reason }: StatuteFileError): Remark {
  if (fault === 'unknown-format' || fault === 'empty')
    return { code: 'file-left-out', place: name, sentence: `The file was left out: ${reason}.` };
  return { code: 'file-broken', place: name, sentence: `The file was read no further than ${place}: ${reason}.` };
}

const mostNamed = 5;

function passedOverRemark(files: readonly string[]): Remark {
  const named = files.slice(0, mostNamed).join(', ') + (files.length > mostNamed ? ', …' : '');
  const what = files.length === 1 ? '1 file of the archive is' : `${files.length} files of the archive are`;
  const sentence = `${what} of no kind that is read: ${named}.`;
  return { code: 'file-left-out', place: 'its list of files', sentence };
}

async function* textDrafts(bytes: AsyncGenerator<Buffer>, name: string): AsyncGenerator<StatuteDraft | Remark> {
  const { encoding, pieces } = await decodedFile(bytes, name);
  try {
    const { start, all } = await withStart(fromFirstCharacter(pieces));
    if (start === '') throw new StatuteFileError(name, 'empty', 'its end', 'it has no text');
    const counting = new UnreadCount(encoding);
    yield* counting.encodingRemarks;
    yield* draftsOf(start, counting.of(all), name);
    yield* counting.unreadRemarks;
  } finally {
    await pieces.return(undefined);
  }
}

async function* draftsOf(
  start: string,
  pieces: AsyncGenerator<TextPiece>,
  name: string,
): AsyncGenerator<StatuteDraft | Remark> {
  if (/^(?:\{|\[\s*(?:[[{\]]|$))/.test(start)) yield* elementDrafts(jsonElements(pieces, name));
  else if (isHtml(start)) yield pageDraft(await wholeText(pieces, name), name);
  else if (/^<[?!\p{L}]/u.test(start)) yield* elementDrafts(xmlElements(pieces, name));
  else yield textDraft(await wholeText(pieces, name), name);
}

function isHtml(start: string): boolean {
  return /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]{0,400}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|main|table|meta|p|h[1-6])[\s>]/i.test(
    start,
  );
}

/** Notes how a file was decoded, and counts what could not be. */
class UnreadCount {
  #unread = 0;

  constructor(private readonly encoding: FileEncoding) {}

  async *of(pieces: AsyncGenerator<TextPiece>): AsyncGenerator<TextPiece> {
    for await (const piece of pieces) {
      if (this.encoding.name !== 'utf-8') this.#unread += unread(piece.text);
      yield piece;
    }
  }

  get encodingRemarks(): readonly Remark[] {
    const { name, by } = this.encoding;
    if (name === 'utf-8') return [];
    const sentence = `The file is not UTF-8 and was read as ${name}, by its ${by}.`;
    return [{ code: 'encoding-not-utf-8', place: 'byte 0', sentence }];
  }

  get unreadRemarks(): readonly Remark[] {
    if (this.#unread === 0) return [];
    const sentence = `${this.#unread} characters that ${this.encoding.name} does not have were replaced by U+FFFD.`;
    return [{ code: 'characters-replaced', place: 'the file', sentence }];
  }
}

/** Without the blanks above a text. */
async function* fromFirstCharacter(pieces: AsyncGenerator<TextPiece>): AsyncGenerator<TextPiece> {
  let hasBegun = false;
  for await (const piece of pieces) {
    const text: string = hasBegun ? piece.text : piece.text.trimStart();
    hasBegun ||= text !== '';
    if (hasBegun) yield { ...piece, text };
  }
}

/** The first characters of a text, enough to say what it is; and all of its pieces. */
async function withStart(
  pieces: AsyncGenerator<TextPiece>,
): Promise<{ start: string; all: AsyncGenerator<TextPiece> }> {
  let start = '';
  const { all } = await withFirst(pieces, ({ text }) => {
    start += text.slice(0, startLength);
    const least = start.startsWith('<') ? startLength : 2;
    return start.length > startLength || (start.length >= least && start.trimEnd().length > 1);
  });
  return { start: start.trimEnd(), all };
}

async function* elementDrafts(elements: AsyncGenerator<JsonElement>): AsyncGenerator<StatuteDraft | Remark> {
  let index = 0;
  for await (const { value, line } of elements) {
    index++;
    const draft = elementDraft(value);
    if (draft === undefined) yield notAStatute(index, line, 'is no statute of a known format');
    else yield draft.title === '' ? notAStatute(index, line, 'has no title') : draft;
  }
}

function elementDraft(value: unknown): StatuteDraft | undefined {
  if (isMinistryStatute(value)) return draftMinistryStatute(value);
  return isOriginalStatute(value) ? draftOriginalStatute(value) : undefined;
}

function notAStatute(index: number, line: number, problem: string): Remark {
  const sentence = `Value ${index} of the file ${problem} and was left out.`;
  return { code: 'statute-not-readable', place: `line ${line}`, sentence };
}
