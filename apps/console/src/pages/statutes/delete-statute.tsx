import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ConfirmDialog } from '../../feedback/confirm-dialog.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { answerOf } from '@lexhop/client';
import { rest } from '../../server/rest-client.js';
import { useWords } from '../../words/use-words.js';
import type { StatuteRecord } from './use-statutes.js';

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
