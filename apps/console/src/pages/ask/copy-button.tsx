import { useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.js';

const shownMilliseconds = 2_000;

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
    await navigator.clipboard.writeText(text());
    setCopied(true);
  };
  return (
    <button type="button" className="button button--small" aria-label={name} onClick={() => void copy()}>
      <span aria-live="polite">{copied ? t('ask.copied') : label}</span>
    </button>
  );
}
