import './statutes-page.css';
import { useState } from 'react';
import { Link } from 'wouter';
import { PageTitle } from '../../layout/page-title.js';
import { pathOf } from '../../layout/sections.js';
import { useGraphName } from '../../server/graph-name.js';
import { useMayChange } from '../../server/use-access.js';
import { useWords } from '../../words/use-words.js';
import { DeleteStatute } from './delete-statute.js';
import { StatuteList } from './statute-list.js';
import type { StatuteRecord } from './use-statutes.js';
import { DropArea } from './upload/drop-area.js';
import { UploadReport } from './upload/upload-report.js';
import { useUploadQueue } from './upload/use-upload-queue.js';

/** The statutes of a graph: give it more, look at them, take some away. */
export function StatutesPage() {
  const { t } = useWords();
  const graph = useGraphName();
  const mayChange = useMayChange();
  const { queue, uploads } = useUploadQueue(graph);
  const [leaving, setLeaving] = useState<StatuteRecord>();
  return (
    <>
      <PageTitle title={t('statutes.title')}>
        <Link href={pathOf(graph, 'build')} className="button button--primary">
          {t('statutes.toBuild')}
        </Link>
      </PageTitle>
      <div className="stack">
        {mayChange && <DropArea onFiles={(found) => queue.add(found)} />}
        <UploadReport queue={queue} uploads={uploads} />
        <StatuteList graph={graph} {...(mayChange ? { onDelete: setLeaving } : {})} />
      </div>
      {leaving && <DeleteStatute graph={graph} statute={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
