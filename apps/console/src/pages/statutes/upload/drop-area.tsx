import { type ChangeEvent, useRef } from 'react';
import { useWords } from '../../../words/use-words.js';
import { filesChosen, type FoundFile } from './files-dropped.js';
import { useDrop } from './use-drop.js';

interface DropAreaProps {
  readonly onFiles: (found: readonly FoundFile[]) => void;
}

/** Takes files or folders that are dropped, or chosen in a dialog. */
export function DropArea({ onFiles }: DropAreaProps) {
  const { t } = useWords();
  const over = useDrop(onFiles);
  return (
    <section className="drop-area" data-over={over} aria-label={t('statutes.upload.label')}>
      <p className="drop-area__call">{t('statutes.upload.drop')}</p>
      <p className="row">
        <FileButton label={t('statutes.upload.files')} onFiles={onFiles} />
        <FileButton label={t('statutes.upload.folder')} onFiles={onFiles} folder />
      </p>
      <p className="quiet">{t('statutes.upload.formats')}</p>
    </section>
  );
}

interface FileButtonProps extends DropAreaProps {
  readonly label: string;
  readonly folder?: boolean;
}

function FileButton({ label, folder = false, onFiles }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    if (currentTarget.files) onFiles(filesChosen(currentTarget.files));
    // The same file may be chosen again.
    currentTarget.value = '';
  };
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        webkitdirectory={folder ? '' : undefined}
        onChange={choose}
      />
    </>
  );
}
