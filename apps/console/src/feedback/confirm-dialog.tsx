import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../words/use-words.js';

interface ConfirmDialogProps {
  readonly title: string;
  /** The words on the button that does it. */
  readonly action: string;
  /** What will happen, and what will not. */
  readonly children: ReactNode;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. Escape and the first button leave all as it is. */
export function ConfirmDialog({ title, action, children, busy = false, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      {children}
      <div className="row dialog__actions">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {t('confirm.keep')}
        </button>
        <button type="button" className="button button--danger" disabled={busy} onClick={onConfirm}>
          {action}
        </button>
      </div>
    </dialog>
  );
}
