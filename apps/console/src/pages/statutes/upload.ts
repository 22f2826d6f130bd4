import { type Schema } from '@lexhop/client';

export type StatutesRead = Schema<'ImportedFile'>;
export type BankRead = Schema<'BankImport'>;

/** What a file is sent as: a question bank is told by its name, for its lines look like nobody else's. */
export type UploadKind = 'statutes' | 'question-bank';

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
export interface UploadTotals {
  readonly files: number;
  readonly ended: number;
  readonly failed: number;
  readonly bytes: number;
  readonly sent: number;
  readonly statutes: number;
  readonly articles: number;
  readonly repealed: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly warnings: number;
}

const nothing: UploadTotals = {
  files: 0,
  ended: 0,
  failed: 0,
  bytes: 0,
  sent: 0,
  statutes: 0,
  articles: 0,
  repealed: 0,
  added: 0,
  replaced: 0,
  unchanged: 0,
  warnings: 0,
};

export function uploadTotals(uploads: readonly Upload[]): UploadTotals {
  return uploads.reduce<UploadTotals>((sum, upload) => {
    const ended = upload.state === 'read' || upload.state === 'failed';
    const counted = {
      ...sum,
      files: sum.files + 1,
      ended: sum.ended + (ended ? 1 : 0),
      failed: sum.failed + (upload.state === 'failed' ? 1 : 0),
      bytes: sum.bytes + upload.bytes,
      sent: sum.sent + (ended ? upload.bytes : upload.sent),
    };
    return upload.state === 'read' && upload.kind === 'statutes' ? withRead(counted, upload.read) : counted;
  }, nothing);
}

function withRead(sum: UploadTotals, read: StatutesRead): UploadTotals {
  return {
    ...sum,
    statutes: sum.statutes + read.statutes,
    articles: sum.articles + read.articles,
    repealed: sum.repealed + read.repealed,
    added: sum.added + read.added,
    replaced: sum.replaced + read.replaced,
    unchanged: sum.unchanged + read.unchanged,
    warnings: sum.warnings + read.warningCount,
  };
}

/** Those that the reader should look at come first: failed, then with warnings, then on their way, then the rest. */
export function inOrderOfConcern(uploads: readonly Upload[]): readonly Upload[] {
  return uploads.toSorted((one, other) => concernOf(one) - concernOf(other) || one.id - other.id);
}

function concernOf(upload: Upload): number {
  if (upload.state === 'failed') return 0;
  if (upload.state === 'read') return upload.kind === 'statutes' && upload.read.warningCount > 0 ? 1 : 4;
  return upload.state === 'sending' ? 2 : 3;
}
