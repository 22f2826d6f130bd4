import './statutes-page.css';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf } from '@lexhop/client';
import { ConfirmDialog, PageTitle, pathOf, rest, useGraphName, useMayChange, useWords } from '@lexhop/console-parts';
import { DropArea } from './drop-area.js';
import { StatuteList, type StatuteRecord } from './statute-list.js';
import { useUploadQueue } from './upload.js';
import { UploadReport } from './upload-report.js';

interface DeleteStatuteProps {
  readonly statute: Pick<StatuteRecord, 'id' | 'title'>;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** Takes a statute out of the graph, after it was said what that means. */
export function DeleteStatute({ statute: { id, title }, onDeleted, onClose }: DeleteStatuteProps) {
  const { t } = useWords();
  const graph = useGraphName();
  const confirm = async () => {
    await answerOf(rest.DELETE('/api/v1/graphs/{graph}/statutes/{id}', { params: { path: { graph, id } } }));
    onDeleted?.();
  };
  return (
    <ConfirmDialog
      title={t('statutes.delete.title', { title })}
      action={t('statutes.delete.action')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('statutes.delete.meaning', { id })}</p>
    </ConfirmDialog>
  );
}

/** The statutes of a graph: give it more, look at them, take some away. */
export function StatutesPage() {
  const { t } = useWords();
  const mayChange = useMayChange();
  const { queue, uploads } = useUploadQueue();
  const [leaving, setLeaving] = useState<StatuteRecord>();
  return (
    <>
      <PageTitle title={t('statutes.title')}>
        <Link href={pathOf('build')} className="button button--primary">
          {t('statutes.toBuild')}
        </Link>
      </PageTitle>
      <div className="stack">
        {mayChange && <DropArea onFiles={(found) => queue.add(found)} />}
        <UploadReport queue={queue} uploads={uploads} />
        <StatuteList queue={queue} onDelete={mayChange ? setLeaving : undefined} />
      </div>
      {leaving && <DeleteStatute statute={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
