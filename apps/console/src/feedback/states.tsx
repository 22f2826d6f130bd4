import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useWords } from '../words/use-words.js';

/** There is nothing here yet: says so, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Something is on its way. */
export function Loading() {
  const { t } = useWords();
  return <output className="loading">{t('loading.label')}</output>;
}

interface FactsProps {
  /** Name and value, in order; without a value (false, undefined) it is left out. */
  readonly facts: readonly (readonly [string, ReactNode])[];
}

/** Numbers in a row, each under its name. */
export function Facts({ facts }: FactsProps) {
  const known = facts.filter(([, value]) => value !== undefined && value !== false);
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

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
