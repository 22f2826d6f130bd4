import './statutes-page.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { answerOf } from '@lexhop/client';
import {
  ConfirmDialog,
  PageTitle,
  pathOf,
  ProblemNote,
  rest,
  useGraphName,
  useMayChange,
  useWords,
} from '@lexhop/console-parts';
import { DropArea } from './drop-area.js';
import { StatuteList, type StatuteRecord } from './statute-list.js';
import { useUploadQueue } from './upload.js';
import { UploadReport } from './upload-report.js';

interface DeleteStatuteProps {
  readonly graph: string;
  readonly statute: Pick<StatuteRecord, 'id' | 'title'>;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** Takes a statute out of the graph, after it was said what that means. */
export function DeleteStatute({ graph, statute: { id, title }, onDeleted, onClose }: DeleteStatuteProps) {
  const { t } = useWords();
  const queries = useQueryClient();
  const deletion = useMutation({
    mutationFn: () =>
      answerOf(rest.DELETE('/api/v1/graphs/{graph}/statutes/{id}', { params: { path: { graph, id } } })),
    onSuccess: async () => {
      onClose();
      onDeleted?.();
      await queries.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      title={t('statutes.delete.title', { title })}
      action={t('statutes.delete.action')}
      busy={deletion.isPending}
      onConfirm={() => deletion.mutate()}
      onClose={onClose}
    >
      <p>{t('statutes.delete.meaning', { id })}</p>
      {deletion.error && <ProblemNote error={deletion.error} />}
    </ConfirmDialog>
  );
}

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
        <StatuteList graph={graph} queue={queue} {...(mayChange ? { onDelete: setLeaving } : {})} />
      </div>
      {leaving && <DeleteStatute graph={graph} statute={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}
