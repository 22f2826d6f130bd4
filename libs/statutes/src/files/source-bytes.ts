import { StatuteFileError } from '../errors.js';
import { withFirst } from './first-pieces.js';
import { Bound, checkWordPart, collected, counted, gunzipped, inflated } from './unpacking.js';
import { isWordDocument, packedFiles } from './zip.js';

/** A file as it is or out of an archive, unpacked, by kind. */
export type SourceFile = {
  /** `ChLaw.zip`, `ChLaw.zip/ChLaw.xml`. */
  readonly name: string;
} & (
  | { readonly kind: 'text'; readonly bytes: AsyncGenerator<Buffer>; readonly hasOthers: boolean }
  | { readonly kind: 'docx'; readonly document: Buffer; readonly hasOthers: boolean }
  /** A file in an archive beside others that is broken, or no file of statutes. */
  | { readonly kind: 'faulty'; readonly error: StatuteFileError }
  /** An archive, with the files in it that are of no kind that is read. */
  | { readonly kind: 'passed-over'; readonly files: readonly string[] }
);

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
 * The files that a file holds, one after the other. A plain file holds itself; one that begins like gzip is unpacked. A zip archive holds its text
 * files and Word documents, and the files of archives in it, one level deep. Files of other kinds come last, as one that is passed over; those that
 * operating systems put into archives are not told of. An archive in an archive that can't be opened is a faulty file, and the others are read.
 *
 * Throws a StatuteFileError for an empty file, a broken archive, one that unpacks to far more than its size, and kinds of files that are known and
 * not read.
 */
export async function* unpackedFiles(source: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<SourceFile> {
  yield* filesOf(source, { fileName, hasOthers: false, depth: 0 });
}

/** Where a file stands: on its own, or in an archive. */
interface Standing {
  readonly fileName: string;
  /** Whether it lies in an archive beside others. */
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
    let length = 0;
    const { first, all: whole } = await withFirst(chunks, (chunk) => (length += chunk.length) >= 4);
    const start = Buffer.concat(first);
    if (start.length === 0) throw new StatuteFileError(fileName, 'empty', 'byte 0', 'it is empty');
    const kind = otherKinds.find(([magic]) => start.toString('hex', 0, 4).startsWith(magic));
    if (kind !== undefined) throw new StatuteFileError(fileName, 'unknown-format', 'byte 0', kind[1]);
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
    yield { name: fileName, kind: 'docx', document: archive, hasOthers };
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

function gunzippedFiles(packed: AsyncGenerator<Buffer>, standing: Standing): AsyncGenerator<SourceFile> {
  const given = { size: 0 };
  const { depth, bound = new Bound(() => given.size) } = standing;
  const bytes = gunzipped(inflated(packed, given), standing.fileName, bound);
  return filesOf(bytes, { ...standing, depth: depth + 1, bound });
}
