import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { asError } from '@lexhop/foundation';
import { StatuteFileError } from '../errors.js';

/** A file in a zip archive. */
interface PackedFile {
  readonly name: string;
  /** Its bytes; yauzl refuses a file that unpacks to more than the archive says. */
  open(): AsyncGenerator<Buffer>;
}

/** More files in one archive are no statutes: one file for each of Taiwan's has 11,547. */
const mostFiles = 50_000;

/** The files of a zip archive. Throws a StatuteFileError where the archive is broken, cut short or encrypted. */
export async function packedFiles(archive: Buffer, fileName: string): Promise<readonly PackedFile[]> {
  try {
    const zip = await opened(archive);
    if (zip.entryCount > mostFiles) throw new Error(`it holds ${zip.entryCount} files, more than ${mostFiles}`);
    const entries = await entriesOf(zip);
    return entries
      .filter((entry) => !entry.fileName.endsWith('/'))
      .map((entry) => ({ name: entry.fileName, open: () => unpacked(zip, entry, fileName) }));
  } catch (thrown) {
    throw broken(fileName, thrown);
  }
}

/** Whether the files are those of a Word document (.docx). */
export function isWordDocument(files: readonly PackedFile[]): boolean {
  return files.some(({ name }) => name === 'word/document.xml');
}

function broken(fileName: string, thrown: unknown): StatuteFileError {
  const reason = `its zip data is broken, cut short or encrypted (${asError(thrown).message})`;
  return new StatuteFileError(fileName, 'broken-zip', 'its list of files', reason);
}

function opened(archive: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(archive, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}

async function* unpacked(zip: ZipFile, entry: Entry, fileName: string): AsyncGenerator<Buffer> {
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
      zip.openReadStream(entry, (error, opening) => (error ? reject(error) : resolve(opening)));
    });
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (thrown) {
    throw broken(`${fileName}/${entry.fileName}`, thrown);
  }
}
