import { useQueryClient } from '@tanstack/react-query';
import { type Schema } from '@lexhop/client';
import { Observed, sendFile, useGraphName, useObserved } from '@lexhop/console-parts';
import type { FoundFile } from './drop-area.js';

export type StatutesRead = Schema<'ImportedFile'>;
export type BankRead = Schema<'BankImport'>;

/** What a file is sent as. A question bank is recognised by the ending of its name. */
type UploadKind = 'statutes' | 'question-bank';

export function uploadKindOf(path: string): UploadKind {
  return /\.(jsonl|ndjson)$/i.test(path) ? 'question-bank' : 'statutes';
}

/** One file on its way to the server. */
export type Upload = {
  readonly id: number;
  readonly path: string;
  readonly bytes: number;
  readonly sent: number;
} & (
  | { readonly state: 'waiting' | 'sending' }
  | { readonly state: 'read'; readonly kind: 'statutes'; readonly read: StatutesRead }
  | { readonly state: 'read'; readonly kind: 'question-bank'; readonly read: BankRead }
  | { readonly state: 'failed'; readonly error: unknown }
);

/** All files of one drop or several, in numbers. */
export function uploadTotals(uploads: readonly Upload[]) {
  const hasEnded = ({ state }: Upload) => state === 'read' || state === 'failed';
  const read = uploads.flatMap((upload) =>
    upload.state === 'read' && upload.kind === 'statutes' ? [upload.read] : [],
  );
  const sum = (field: 'statutes' | 'articles' | 'repealed' | 'added' | 'replaced' | 'unchanged') =>
    read.reduce((total, each) => total + each[field], 0);
  return {
    files: uploads.length,
    ended: uploads.filter(hasEnded).length,
    failed: uploads.filter(({ state }) => state === 'failed').length,
    bytes: uploads.reduce((total, { bytes }) => total + bytes, 0),
    sent: uploads.reduce((total, upload) => total + (hasEnded(upload) ? upload.bytes : upload.sent), 0),
    statutes: sum('statutes'),
    articles: sum('articles'),
    repealed: sum('repealed'),
    added: sum('added'),
    replaced: sum('replaced'),
    unchanged: sum('unchanged'),
  };
}

export type UploadTotals = ReturnType<typeof uploadTotals>;

/** Those that the reader should look at come first: failed, then with warnings, then on their way, then the rest. */
export function inOrderOfConcern(uploads: readonly Upload[]): readonly Upload[] {
  return uploads.toSorted((one, other) => concernOf(one) - concernOf(other) || one.id - other.id);
}

function concernOf(upload: Upload): number {
  if (upload.state === 'failed') return 0;
  if (upload.state === 'read') return upload.kind === 'statutes' && upload.read.warningCount > 0 ? 1 : 4;
  return upload.state === 'sending' ? 2 : 3;
}

/** One for each graph, so that files go on while the reader looks at another page. */
const queues = new Map<string, UploadQueue>();

/** The files on their way into the graph, and how to add more. */
export function useUploadQueue() {
  const graph = useGraphName();
  const queries = useQueryClient();
  const queue = queues.get(graph) ?? new UploadQueue(graph, () => void queries.invalidateQueries());
  queues.set(graph, queue);
  return { queue, uploads: useObserved(queue.uploads) };
}

/** Requests at once: the server reads one while the next arrives. */
const together = 2;
/** Thousands of files change several times each. So the page is told of all changes together, and no more often than this. */
const millisecondsBetweenTellings = 100;

type Send = typeof sendFile;

/**
 * Sends files one request each, so that one bad file does not stop the others, and remembers what became of each.
 * Question banks go last: the server tells how a bank fits the statutes that are there when it comes.
 */
export class UploadQueue {
  readonly uploads = new Observed<readonly Upload[]>([]);
  readonly #uploads = new Map<number, Upload>();
  readonly #files = new Map<number, File>();
  readonly #waiting: Readonly<Record<UploadKind, number[]>> = { statutes: [], 'question-bank': [] };
  #active = 0;
  #telling = false;

  /** `onDrained` is called whenever the last of the files has ended. */
  constructor(
    private readonly graph: string,
    private readonly onDrained: () => void,
    private readonly send: Send = sendFile,
  ) {}

  add(found: readonly FoundFile[]): void {
    for (const { path, file } of found) {
      const id = this.#uploads.size;
      this.#files.set(id, file);
      this.#wait({ id, path, bytes: file.size, sent: 0 });
    }
    this.#fill();
  }

  /** Sends those again that failed. */
  retry(): void {
    for (const upload of this.#uploads.values()) if (upload.state === 'failed') this.#wait(factsOf(upload));
    this.#fill();
  }

  /** Forgets what has ended; only when nothing is on its way. */
  clear(): void {
    if (this.#active > 0) return;
    this.#files.clear();
    this.#uploads.clear();
    this.#tell();
  }

  #wait(facts: UploadFacts): void {
    this.#waiting[uploadKindOf(facts.path)].push(facts.id);
    this.#change({ ...facts, sent: 0, state: 'waiting' });
  }

  #fill(): void {
    while (this.#active < together) {
      const next = this.#waiting.statutes.shift() ?? this.#nextBank();
      if (next === undefined) break;
      void this.#run(next);
    }
    if (this.#active === 0) this.onDrained();
  }

  #nextBank(): number | undefined {
    return this.#active === 0 ? this.#waiting['question-bank'].shift() : undefined;
  }

  async #run(id: number): Promise<void> {
    const [upload, file] = [this.#uploads.get(id), this.#files.get(id)];
    if (!upload || !file) return;
    this.#active += 1;
    this.#change({ ...factsOf(upload), state: 'sending' });
    this.#change(await this.#sent(factsOf(upload), file));
    this.#active -= 1;
    this.#fill();
  }

  async #sent(facts: UploadFacts, file: File): Promise<Upload> {
    const onSent = (sent: number) => this.#change({ ...facts, sent, state: 'sending' });
    const graph = `/api/v1/graphs/${this.graph}`;
    const order = { file, name: facts.path, onSent };
    try {
      if (uploadKindOf(facts.path) === 'question-bank') {
        const read = await this.send<BankRead>({ ...order, path: `${graph}/questions` });
        return { ...facts, state: 'read', kind: 'question-bank', read };
      }
      type Answer = { readonly files: readonly [StatutesRead] };
      const { files } = await this.send<Answer>({ ...order, path: `${graph}/statutes` });
      return { ...facts, state: 'read', kind: 'statutes', read: files[0] };
    } catch (error) {
      return { ...facts, state: 'failed', error };
    }
  }

  #change(upload: Upload): void {
    this.#uploads.set(upload.id, upload);
    this.#tell();
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      this.uploads.set([...this.#uploads.values()]);
    }, millisecondsBetweenTellings);
  }
}

type UploadFacts = Pick<Upload, 'id' | 'path' | 'bytes' | 'sent'>;

function factsOf({ id, path, bytes, sent }: Upload): UploadFacts {
  return { id, path, bytes, sent };
}
