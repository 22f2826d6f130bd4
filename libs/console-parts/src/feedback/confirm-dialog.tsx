import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from '../forms/button.js';
import { useChange } from '../server/use-rest.js';
import { useWords } from '../words/preferences.js';
import { ProblemNote } from './problem-note.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** The words on the button that does it. */
  readonly action: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  /** Does it. The dialog closes once it is done, and else says why it is not. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. Escape and the first button leave all as it is. */
export function ConfirmDialog({ title, action, children, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const { mutate, isPending, error } = useChange(onConfirm, { onDone: onClose });
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      {error && <ProblemNote error={error} />}
      <div className="row dialog__actions">
        <Button onClick={() => dialog.current?.close()}>{t('confirm.keep')}</Button>
        <Button look="danger" disabled={isPending} onClick={() => mutate()}>
          {action}
        </Button>
      </div>
    </dialog>
  );
}
