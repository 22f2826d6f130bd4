import { useMutation } from '@tanstack/react-query';
import { type ComponentProps, useEffect } from 'react';
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

/** Browsers give the clipboard to secure pages only; a page from another machine over plain HTTP copies what is selected. Rejects where the browser refuses. */
async function copyText(text: string): Promise<void> {
  if (globalThis.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (!isCopied) throw new Error('The browser copied nothing.');
  return undefined;
}

interface CopyButtonProps {
  readonly label: string;
  /** What the button is called where its label says too little. */
  readonly name?: string;
  readonly text: () => string;
}

/** Puts a text into the clipboard, and says for a moment that it did, or could not. */
export function CopyButton({ label, name, text }: CopyButtonProps) {
  const { t } = useWords();
  const { mutate, reset, isError, isSuccess } = useMutation({ mutationFn: () => copyText(text()) });
  const isSaid = isError || isSuccess;
  useEffect(() => {
    if (!isSaid) return undefined;
    const timer = setTimeout(reset, shownMilliseconds);
    return () => clearTimeout(timer);
  }, [isSaid, reset]);
  return (
    <Button look="small" aria-label={isSaid ? undefined : name} onClick={() => mutate()}>
      <span aria-live="polite">{isSaid ? t(isError ? 'copy.failed' : 'copy.done') : label}</span>
    </Button>
  );
}
