import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, FileButton, ProblemNote, useWords } from '@lexhop/console-parts';

type Dropped = FileSystemEntry | File | null;

/** Takes what is dropped anywhere on the page; true while something is held over it. */
function useDrop(onDrop: (dropped: readonly Dropped[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const listen = <Name extends 'dragover' | 'dragleave' | 'drop'>(name: Name, handle: (event: DragEvent) => void) =>
      globalThis.addEventListener(name, (event) => handle(event), { signal: listening.signal });
    listen('dragover', (event) => {
      // Else the browser would open the file in place of the page.
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      event.preventDefault();
      setOver(false);
      // All must be taken at once: after the first await the browser has emptied the list.
      onDrop([...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry() ?? item.getAsFile()));
    });
    return () => listening.abort();
  }, [onDrop]);
  return over;
}

/** A file with the folders it was found in: `laws/J0070017.json`. */
export interface FoundFile {
  readonly path: string;
  readonly file: File;
}

/** The files that were dropped, and those in folders at any depth. Rejects where one can't be read. */
async function filesIn(dropped: readonly Dropped[]): Promise<readonly FoundFile[]> {
  return (await Promise.all(dropped.map(filesOf))).flat();
}

async function filesOf(entry: Dropped): Promise<readonly FoundFile[]> {
  // Text that is dragged out of a page is no file.
  if (!entry) return [];
  if (entry instanceof File) return [{ path: entry.name, file: entry }];
  if (entry.isDirectory) {
    const found: FoundFile[] = [];
    for (const inner of await entriesOf(entry as FileSystemDirectoryEntry)) found.push(...(await filesOf(inner)));
    return found;
  }
  const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  return [{ path: entry.fullPath.replace(/^\//, ''), file }];
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

interface DropAreaProps {
  readonly onFiles: (found: readonly FoundFile[]) => void;
}

/** Takes files or folders that are dropped, or chosen in a dialog. */
export function DropArea({ onFiles }: DropAreaProps) {
  const { t } = useWords();
  const { mutate, error } = useMutation({ mutationFn: filesIn, onSuccess: onFiles });
  const over = useDrop(mutate);
  // Files of a folder keep their path in it.
  const choose = (files: readonly File[]) =>
    onFiles(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  return (
    <section className="drop-area" data-over={over} aria-label={t('statutes.upload.label')}>
      <p className="drop-area__call">{t('statutes.upload.drop')}</p>
      <p className="row">
        <FileButton label={t('statutes.upload.files')} onFiles={choose} multiple />
        <FileButton label={t('statutes.upload.folder')} onFiles={choose} folder />
      </p>
      <p className="quiet">{t('statutes.upload.formats')}</p>
      {error && <ProblemNote error={error} />}
    </section>
  );
}

/** The sample that comes with the console: two statutes, and the question bank that fits them. */
const sample = [
  {
    name: 'intellectual-property.ChLaw.json',
    url: new URL('../../../../../data/intellectual-property.ChLaw.json', import.meta.url),
  },
  {
    name: 'intellectual-property.question-bank.jsonl',
    url: new URL('../../../../../data/intellectual-property.question-bank.jsonl', import.meta.url),
  },
];

/** Loads the sample into the graph, as if its files had been dropped. */
export function SampleButton({ onFiles }: DropAreaProps) {
  const { t } = useWords();
  const load = useMutation({
    mutationFn: () =>
      Promise.all(
        sample.map(async ({ name, url }): Promise<FoundFile> => {
          const response = await fetch(url);
          if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
          return { path: name, file: new File([await response.blob()], name) };
        }),
      ),
    onSuccess: onFiles,
  });
  return (
    <>
      <Button look="primary" disabled={load.isPending} onClick={() => load.mutate()}>
        {t('statutes.sample')}
      </Button>
      {load.error && <ProblemNote error={load.error} />}
    </>
  );
}
