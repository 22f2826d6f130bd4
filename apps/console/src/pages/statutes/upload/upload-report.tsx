import { useWords } from '../../../words/use-words.js';
import { inOrderOfConcern, type Upload, uploadTotals, type UploadTotals } from './upload.js';
import type { UploadQueue } from './upload-queue.js';
import { UploadRow } from './upload-row.js';

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
            <button type="button" className="button button--small" onClick={() => queue.retry()}>
              {t('statutes.upload.retry', { count: totals.failed })}
            </button>
          )}
          <button type="button" className="button button--small" onClick={() => queue.clear()}>
            {t('statutes.upload.clear')}
          </button>
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
