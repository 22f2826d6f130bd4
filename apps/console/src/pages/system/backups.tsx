import { problemFrom, type Schema } from '@lexhop/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef, useState } from 'react';
import { ProblemNote } from '../../feedback/problem-note.js';
import { ConfirmDialog } from '../../feedback/states.js';
import { fetchFromServer, sendFile } from '../../server/rest-client.js';
import { useWords } from '../../words/preferences.js';

/** All of the books in one file, and empty books filled from one. */
export function Backups() {
  const { t } = useWords();
  return (
    <section className="sheet stack" aria-labelledby="system-backups">
      <h2 id="system-backups">{t('backup.title')}</h2>
      <Backup />
      <Restore />
    </section>
  );
}

function Backup() {
  const { t, bytes } = useWords();
  const [come, setCome] = useState(0);
  const backup = useMutation({ mutationFn: () => saveBackup(setCome), networkMode: 'always' });
  return (
    <div className="stack stack--tight">
      <p>{t('backup.meaning')}</p>
      <p className="row">
        <button type="button" className="button" disabled={backup.isPending} onClick={() => backup.mutate()}>
          {t('backup.download')}
        </button>
        <output className="quiet">
          {backup.isPending && t('backup.downloading', { size: bytes(come) })}
          {backup.isSuccess && t('backup.downloaded', { size: bytes(come) })}
        </output>
      </p>
      {backup.error && <ProblemNote error={backup.error} />}
    </div>
  );
}

/** Fetches the file with the session's key, which a link could not send, and hands it to the browser to keep. */
async function saveBackup(onCome: (bytes: number) => void): Promise<void> {
  const answer = await fetchFromServer(new Request('/api/v1/backup'));
  if (!answer.ok || !answer.body) throw problemFrom(answer.status, await answer.json());
  let come = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      come += chunk.length;
      onCome(come);
      controller.enqueue(chunk);
    },
  });
  const url = URL.createObjectURL(await new Response(answer.body.pipeThrough(counting)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'lexhop.backup.gz';
  link.click();
  URL.revokeObjectURL(url);
}

function Restore() {
  const { t, number } = useWords();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<File>();
  const [sent, setSent] = useState(0);
  const restore = useMutation({
    mutationFn: (file: File) =>
      sendFile<Schema<'BackupRestored'>>({ path: '/api/v1/restore', file, name: file.name, onSent: setSent }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const begin = (file: File) => {
    setChosen(undefined);
    setSent(0);
    restore.mutate(file);
  };
  return (
    <div className="stack stack--tight">
      <p>{t('backup.restore.meaning')}</p>
      <FileChoice disabled={restore.isPending} onFile={setChosen} />
      {restore.isPending && <Sending sent={sent} total={restore.variables.size} />}
      {restore.data && <output>{t('backup.restored', { rows: number(restore.data.rows) })}</output>}
      {restore.error && <ProblemNote error={restore.error} />}
      {chosen && (
        <ConfirmDialog
          title={t('backup.restore.title', { file: chosen.name })}
          action={t('backup.restore')}
          onConfirm={() => begin(chosen)}
          onClose={() => setChosen(undefined)}
        >
          <p>{t('backup.restore.warning')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

/** Once all is sent, the server still writes it. */
function Sending({ sent, total }: { readonly sent: number; readonly total: number }) {
  const { t, bytes } = useWords();
  return (
    <label className="progress">
      <span className="quiet">
        {t(sent < total ? 'backup.restore.sending' : 'backup.restore.writing', {
          done: bytes(sent),
          total: bytes(total),
        })}
      </span>
      <progress max={total} value={sent < total ? sent : undefined} />
    </label>
  );
}

function FileChoice({ disabled, onFile }: { readonly disabled: boolean; readonly onFile: (file: File) => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? [];
    if (file) onFile(file);
    // The same file may be chosen again.
    currentTarget.value = '';
  };
  return (
    <p>
      <button type="button" className="button" disabled={disabled} onClick={() => input.current?.click()}>
        {t('backup.restore.choose')}
      </button>
      <input ref={input} type="file" hidden accept=".gz" aria-label={t('backup.restore.choose')} onChange={choose} />
    </p>
  );
}
