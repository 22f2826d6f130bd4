/** A file with the folders it was found in: `laws/J0070017.json`. */
export interface FoundFile {
  readonly path: string;
  readonly file: File;
}

/** Files, and those in folders at any depth, of a drop. */
export async function filesDropped(items: DataTransferItemList): Promise<readonly FoundFile[]> {
  // All must be taken at once: after the first await the browser has emptied the list.
  const taken = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  return (await Promise.all(taken.map(filesOf))).flat();
}

/** Files chosen in a dialog; of a folder, with their paths in it. */
export function filesChosen(files: FileList): readonly FoundFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function filesOf(entry: FileSystemEntry | File | null): Promise<readonly FoundFile[]> {
  // Text out of a page is dropped as nothing that could be read as a file.
  if (!entry) return [];
  if (entry instanceof File) return [{ path: entry.name, file: entry }];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isFolder(entry)) return [];
  const found: FoundFile[] = [];
  for (const inner of await entriesOf(entry)) found.push(...(await filesOf(inner)));
  return found;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A folder tells its entries a hundred at a time, until it tells none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
