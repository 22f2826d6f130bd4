import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/preferences.js';

/** What was typed into the field `name`, without spaces at its ends; empty where the form has no such field. */
export function textIn(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The value as it was when it last stayed the same for so long: for what is asked while somebody types. */
export function useLater<Value>(value: Value, milliseconds: number): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}

const shownMilliseconds = 2_000;

/** Browsers give the clipboard to secure pages only; a page from another machine over plain HTTP copies what is selected. */
async function copyText(text: string): Promise<void> {
  if (globalThis.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  return undefined;
}

interface CopyButtonProps {
  readonly label: string;
  /** What the button is called where its label says too little. */
  readonly name?: string;
  readonly text: () => string;
}

/** Puts a text into the clipboard, and says so for a moment. */
export function CopyButton({ label, name, text }: CopyButtonProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await copyText(text());
    setCopied(true);
  };
  return (
    <button
      type="button"
      className="button button--small"
      aria-label={copied ? undefined : name}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{copied ? t('copy.done') : label}</span>
    </button>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly multiple?: boolean;
  /** All files of a folder, each with its path in it. */
  readonly folder?: boolean;
  readonly accept?: string;
  readonly disabled?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Opens the dialog in which files are chosen. */
export function FileButton({ label, folder = false, disabled = false, onFiles, ...input }: FileButtonProps) {
  const dialog = useRef<HTMLInputElement>(null);
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(currentTarget.files ?? [])];
    if (files.length > 0) onFiles(files);
    // The same file may be chosen again.
    currentTarget.value = '';
  };
  return (
    <>
      <button type="button" className="button" disabled={disabled} onClick={() => dialog.current?.click()}>
        {label}
      </button>
      <input
        {...input}
        ref={dialog}
        type="file"
        hidden
        aria-label={label}
        webkitdirectory={folder ? '' : undefined}
        onChange={choose}
      />
    </>
  );
}
