import './system-page.css';
import { PageTitle } from '../../layout/page-title.js';
import { useMayChange } from '../../server/use-access.js';
import { useWords } from '../../words/use-words.js';
import { EmbeddingInUse } from './embedding-in-use.js';
import { Health } from './health.js';
import { LedgerSums } from './ledger-sums.js';
import { LocalModels } from './local-models.js';
import { Readers } from './readers.js';

/** What the server stands on and works with. */
export function SystemPage() {
  const { t } = useWords();
  const mayChange = useMayChange();
  return (
    <>
      <PageTitle title={t('system.title')}>
        {mayChange && (
          <a href="/admin/queues" className="button">
            {t('system.queues')}
          </a>
        )}
      </PageTitle>
      <div className="stack">
        <Health />
        <EmbeddingInUse />
        <LocalModels mayChange={mayChange} />
        <Readers />
        <LedgerSums />
      </div>
    </>
  );
}
