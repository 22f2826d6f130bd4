import { type ComponentProps, useEffect, useState } from 'react';
import { useWords } from '../words/preferences.js';

const looks = {
  usual: 'button',
  small: 'button button--small',
  primary: 'button button--primary',
  danger: 'button button--danger',
  large: 'button button--primary button--large',
  search: 'button search-button',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
}

/** A button that does something on the page; in a form it submits only where its type says so. */
export function Button({ look = 'usual', ...button }: ButtonProps) {
  return <button type="button" className={looks[look]} {...button} />;
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
    <Button look="small" aria-label={copied ? undefined : name} onClick={() => void copy()}>
      <span aria-live="polite">{copied ? t('copy.done') : label}</span>
    </Button>
  );
}
