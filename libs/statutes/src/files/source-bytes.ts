import { StatuteFileError } from '../errors.js';
import { Bound, checkWordPart, collected, counted, gunzipped, inflated } from './unpacking.js';
import { isWordDocument, packedFiles } from './zip.js';

/** One file to read, as it is or out of an archive. */
export interface UnpackedFile {
  /** `ChLaw.zip`, `ChLaw.zip/ChLaw.xml`. */
  readonly name: string;
  readonly kind: 'text' | 'docx';
  readonly bytes: AsyncGenerator<Buffer>;
  /** Whether it lies in an archive beside others. */
  readonly hasOthers: boolean;
}

/** A file of an archive beside others that is broken, or no file of statutes, in a sentence without a subject. */
interface FaultyFile {
  readonly name: string;
  readonly kind: 'faulty';
  readonly error: StatuteFileError;
}

/** Files of an archive that are of no kind that is read. */
export interface PassedOver {
  readonly name: string;
  readonly kind: 'passed-over';
  readonly files: readonly string[];
}

export type SourceFile = UnpackedFile | PassedOver | FaultyFile;

const otherKinds: readonly (readonly [string, string])[] = [
  ['25504446', 'it is a PDF; give its text'],
  ['d0cf11e0', 'it is a Word document of the old kind (.doc); save it as .docx or as text'],
  ['7b5c7274', 'it is rich text (.rtf); save it as .docx or as text'],
  ['28b52ffd', 'it is compressed with zstd; only gzip and zip are read'],
  ['fd377a58', 'it is compressed with xz; only gzip and zip are read'],
  ['425a68', 'it is compressed with bzip2; only gzip and zip are read'],
  ['377abcaf', 'it is compressed with 7-Zip; only gzip and zip are read'],
];

/**
 * The files that a file holds: itself, unpacked where it begins like gzip, or those of a zip archive that may hold statutes, one after the other, Word
 * documents and one more level of archives among them; and last those of an archive that may hold none. What a system puts into archives of its own is not told of.
 * An archive in an archive that can't be opened is a faulty file, and the others go on. Throws a StatuteFileError for an empty file, a broken archive, one that unpacks to far more than its size, and known other kinds of file.
 */
export async function* unpackedFiles(source: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<SourceFile> {
  yield* filesOf(source, { fileName, hasOthers: false, depth: 0 });
}

/** Where a file stands: on its own, or in an archive. */
interface Standing {
  readonly fileName: string;
  readonly hasOthers: boolean;
  /** In how many archives it lies, of which the outermost bounds how far it unpacks. */
  readonly depth: number;
  readonly bound?: Bound;
}

/** An archive in an archive in an archive is no file of statutes. */
const deepest = 2;

async function* filesOf(source: AsyncIterable<Uint8Array>, standing: Standing): AsyncGenerator<SourceFile> {
  const { fileName, hasOthers, depth } = standing;
  const chunks = asBuffers(source);
  try {
    const start = await firstBytes(chunks);
    if (start.length === 0) throw new StatuteFileError(fileName, 'empty', 'byte 0', 'it is empty');
    const kind = otherKinds.find(([magic]) => start.toString('hex', 0, 4).startsWith(magic));
    if (kind !== undefined) throw new StatuteFileError(fileName, 'unknown-format', 'byte 0', kind[1]);
    const whole = rejoined(start, chunks);
    if (start.toString('hex', 0, 4) === '504b0304') yield* zipped(await collected(whole, fileName), standing);
    else if (isGzip(start) && depth < deepest) yield* gunzippedFiles(whole, standing);
    else yield { name: fileName, kind: 'text', bytes: whole, hasOthers };
  } finally {
    // A reader that stops after the first bytes leaves the source open otherwise.
    await chunks.return(undefined);
  }
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function* asBuffers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of source)
    if (chunk.length > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
}

/** At least four bytes where the file has them: a source may give them one at a time. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}

async function* rejoined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}

/** By their endings, or without any. */
const textFiles = /\.(?:json|xml|txt|text|md|markdown|html?)$|(?:^|\/)[^./]+$/i;
const packedKinds = /\.(?:docx|zip|gz)$/i;
/** What macOS, Windows and version control put beside files: of the first with the same endings. */
const ofSystems = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git\/)/;

async function* zipped(archive: Buffer, standing: Standing): AsyncGenerator<SourceFile> {
  const { fileName, hasOthers, depth, bound = new Bound(() => archive.length) } = standing;
  const files = (await packedFiles(archive, fileName)).filter(({ name }) => !ofSystems.test(name));
  if (isWordDocument(files)) {
    for (const file of files) await checkWordPart(counted(file.open(), fileName, bound), fileName);
    yield { name: fileName, kind: 'docx', bytes: rejoined(archive, nothing()), hasOthers };
    return;
  }
  const isRead = ({ name }: { readonly name: string }) =>
    textFiles.test(name) || (packedKinds.test(name) && depth + 1 < deepest);
  const readable = files.filter(isRead);
  if (readable.length === 0) {
    const reason = 'the archive holds no JSON, XML, text, Markdown, HTML or Word (.docx) file';
    throw new StatuteFileError(fileName, 'unknown-format', 'its list of files', reason);
  }
  for (const file of readable) {
    const name = `${fileName}/${file.name}`;
    const bytes = counted(file.open(), name, bound);
    const inside = { fileName: name, hasOthers: hasOthers || readable.length > 1, depth: depth + 1, bound };
    if (textFiles.test(file.name)) yield { name, kind: 'text', bytes, hasOthers: inside.hasOthers };
    else yield* memberFiles(bytes, inside);
  }
  const passedOver = files.filter((file) => !isRead(file)).map(({ name }) => name);
  if (passedOver.length > 0) yield { name: fileName, kind: 'passed-over', files: passedOver };
}

/** The files of an archive in an archive; what is wrong with it alone is no reason to leave the others unread. */
async function* memberFiles(bytes: AsyncGenerator<Buffer>, standing: Standing): AsyncGenerator<SourceFile> {
  try {
    yield* filesOf(bytes, standing);
  } catch (thrown) {
    if (!standing.hasOthers || !isOfOneFile(thrown)) throw thrown;
    yield { name: standing.fileName, kind: 'faulty', error: thrown };
  }
}

/** Whether an error concerns the file that it names, and not the archive around it. */
export function isOfOneFile(thrown: unknown): thrown is StatuteFileError {
  return thrown instanceof StatuteFileError && thrown.fault !== 'unpacks-too-far';
}

async function* nothing(): AsyncGenerator<Buffer> {}

function gunzippedFiles(packed: AsyncGenerator<Buffer>, standing: Standing): AsyncGenerator<SourceFile> {
  const given = { size: 0 };
  const { depth, bound = new Bound(() => given.size) } = standing;
  const bytes = gunzipped(inflated(packed, given), standing.fileName, bound);
  return filesOf(bytes, { ...standing, depth: depth + 1, bound });
}
