import { Button, ProblemNote, type SaidByServer, ServerSentence, useWords, type WordKey } from '@lexhop/console-parts';
import {
  type BankRead,
  inOrderOfConcern,
  type StatutesRead,
  type Upload,
  type UploadQueue,
  uploadTotals,
  type UploadTotals,
} from './upload.js';

const stateWords: Readonly<Record<Upload['state'], WordKey>> = {
  waiting: 'statutes.upload.waiting',
  sending: 'statutes.upload.sending',
  read: 'statutes.upload.done',
  failed: 'statutes.upload.failed',
};

/** One file: how far it is, or what was read of it and every warning. */
function UploadRow({ upload }: { readonly upload: Upload }) {
  const { t, bytes } = useWords();
  const sentAll = upload.state === 'sending' && upload.sent >= upload.bytes;
  return (
    <li className="upload">
      <p className="row">
        <strong className="upload__name">{upload.path}</strong>
        <span className="quiet">{bytes(upload.bytes)}</span>
        <span
          className={upload.state === 'failed' ? 'tag tag--fault' : upload.state === 'read' ? 'tag tag--good' : 'tag'}
        >
          {t(sentAll ? 'statutes.upload.reading' : stateWords[upload.state])}
        </span>
      </p>
      {upload.state === 'failed' && <ProblemNote error={upload.error} />}
      {upload.state === 'read' && upload.kind === 'statutes' && <StatutesOutcome read={upload.read} />}
      {upload.state === 'read' && upload.kind === 'question-bank' && <BankOutcome read={upload.read} />}
    </li>
  );
}

function StatutesOutcome({ read }: { readonly read: StatutesRead }) {
  const { t } = useWords();
  return (
    <>
      <p>{t('statutes.upload.read', { statutes: read.statutes, articles: read.articles, repealed: read.repealed })}</p>
      <Warnings {...read} />
    </>
  );
}

function BankOutcome({ read }: { readonly read: BankRead }) {
  const { t } = useWords();
  const { entries, usable, otherText, unknownArticle } = read.fit;
  return (
    <>
      <p>{t('statutes.upload.bank', { read: read.read, usable, entries })}</p>
      {otherText.count > 0 && <p>{t('statutes.upload.bankOtherText', { count: otherText.count })}</p>}
      {unknownArticle.count > 0 && <p>{t('statutes.upload.bankUnknown', { count: unknownArticle.count })}</p>}
      <Warnings {...read} />
    </>
  );
}

interface WarningsProps {
  readonly warnings: readonly SaidByServer[];
  readonly warningCount: number;
}

/** Open where there are few; every one is there. */
function Warnings({ warnings, warningCount }: WarningsProps) {
  const { t } = useWords();
  if (warningCount === 0) return undefined;
  return (
    <details className="note note--warning" open={warnings.length <= 5}>
      <summary>{t('statutes.upload.warnings', { count: warningCount })}</summary>
      <ul className="sentences">
        {warnings.map((warning, index) => (
          <li key={`${warning.code} ${index}`}>
            {typeof warning['place'] === 'string' && <strong>{warning['place']}</strong>}{' '}
            <ServerSentence about="statute-warning" said={warning} withDetail />
          </li>
        ))}
      </ul>
      {warningCount > warnings.length && (
        <p className="quiet">{t('statutes.upload.warningsMore', { count: warningCount - warnings.length })}</p>
      )}
    </details>
  );
}

/** Rows on the page; of more files the numbers above tell. */
const mostRows = 100;

interface UploadReportProps {
  readonly queue: UploadQueue;
  readonly uploads: readonly Upload[];
}

/** How far the files are, what was read of them, and everything that the reader should know about them. */
export function UploadReport({ queue, uploads }: UploadReportProps) {
  const { t } = useWords();
  if (uploads.length === 0) return undefined;
  const totals = uploadTotals(uploads);
  const rows = inOrderOfConcern(uploads).slice(0, mostRows);
  const ended = totals.ended === totals.files;
  return (
    <section className="sheet stack" aria-label={t('statutes.upload.report')}>
      <Progress totals={totals} />
      <ul className="upload-list">
        {rows.map((upload) => (
          <UploadRow key={upload.id} upload={upload} />
        ))}
      </ul>
      {uploads.length > mostRows && (
        <p className="quiet">{t('statutes.upload.more', { count: uploads.length - mostRows })}</p>
      )}
      {ended && (
        <p className="row">
          {totals.failed > 0 && (
            <Button look="small" onClick={() => queue.retry()}>
              {t('statutes.upload.retry', { count: totals.failed })}
            </Button>
          )}
          <Button look="small" onClick={() => queue.clear()}>
            {t('statutes.upload.clear')}
          </Button>
        </p>
      )}
    </section>
  );
}

function Progress({ totals }: { readonly totals: UploadTotals }) {
  const { t, bytes } = useWords();
  const { ended, files, sent, bytes: all } = totals;
  return (
    <div className="stack stack--tight">
      <label className="progress">
        <span>{t('statutes.upload.progress', { ended, files, sent: bytes(sent), bytes: bytes(all) })}</span>
        <progress max={Math.max(1, all)} value={all === 0 ? ended : sent} />
      </label>
      <output>
        {t('statutes.upload.read', { statutes: totals.statutes, articles: totals.articles, repealed: totals.repealed })}{' '}
        {t('statutes.upload.saved', { added: totals.added, replaced: totals.replaced, unchanged: totals.unchanged })}
      </output>
    </div>
  );
}
