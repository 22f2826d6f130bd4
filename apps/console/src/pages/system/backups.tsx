import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chunksOf, type Schema } from '@lexhop/client';
import {
  Button,
  client,
  ConfirmDialog,
  FileButton,
  ProblemNote,
  rest,
  sendFile,
  Sheet,
  useChange,
  useWords,
} from '@lexhop/console-parts';

/** All of the books in one file, and empty books filled from one. */
export function Backups() {
  const { t } = useWords();
  return (
    <Sheet title={t('backup.title')}>
      <Backup />
      <Restore />
    </Sheet>
  );
}

function Backup() {
  const { t, bytes } = useWords();
  const [come, setCome] = useState(0);
  const backup = useMutation({ mutationFn: () => saveBackup(setCome) });
  return (
    <div className="stack stack--tight">
      <p>{t('backup.meaning')}</p>
      <p className="row">
        <Button disabled={backup.isPending} onClick={() => backup.mutate()}>
          {t('backup.download')}
        </Button>
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
  const call = rest.GET('/api/v1/backup', { parseAs: 'stream' });
  const parts: BlobPart[] = [];
  let come = 0;
  for await (const chunk of await chunksOf(client, call)) {
    parts.push(chunk.slice());
    come += chunk.length;
    onCome(come);
  }
  const { headers } = (await call).response;
  const url = URL.createObjectURL(new Blob(parts));
  const link = document.createElement('a');
  link.href = url;
  link.download = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'lexhop.backup.gz';
  link.click();
  URL.revokeObjectURL(url);
}

function Restore() {
  const { t, number } = useWords();
  const [chosen, setChosen] = useState<File>();
  const [sent, setSent] = useState(0);
  const restore = useChange((file: File) => {
    setSent(0);
    return sendFile<Schema<'BackupRestored'>>({ path: '/api/v1/restore', file, name: file.name, onSent: setSent });
  });
  return (
    <div className="stack stack--tight">
      <p>{t('backup.restore.meaning')}</p>
      <p>
        <FileButton
          label={t('backup.restore.choose')}
          accept=".gz"
          disabled={restore.isPending}
          onFiles={([file]) => setChosen(file)}
        />
      </p>
      {restore.isPending && <Sending sent={sent} total={restore.variables.size} />}
      {restore.data && <output>{t('backup.restored', { rows: number(restore.data.rows) })}</output>}
      {restore.error && <ProblemNote error={restore.error} />}
      {chosen && (
        <ConfirmDialog
          title={t('backup.restore.title', { file: chosen.name })}
          action={t('backup.restore')}
          onConfirm={async () => restore.mutate(chosen)}
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
