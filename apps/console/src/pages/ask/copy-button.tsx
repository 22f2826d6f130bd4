import type { Asked, Mode } from './asked.js';
import { useEffect, useState } from 'react';
import { useWords } from '../../words/use-words.js';

/** The body of the request that asks one way. */
export function requestOf({ query, topK, statutes }: Asked, mode: Mode) {
  return { query, mode, topK, explain: true, ...(statutes.length > 0 ? { statutes: [...statutes] } : {}) };
}

/** The same question for a terminal. Where a key is needed, it stands there as a variable, never itself. */
export function curlOf(
  origin: string,
  graph: string,
  { asked, mode }: { asked: Asked; mode: Mode },
  needsKey: boolean,
): string {
  const lines = [
    `curl -s ${origin}/api/v1/graphs/${graph}/retrieve`,
    `-H 'content-type: application/json'`,
    ...(needsKey ? [`-H "authorization: Bearer $LEXHOP_API_KEY"`] : []),
    `-d ${quoted(JSON.stringify(requestOf(asked, mode)))}`,
  ];
  return lines.join(' \\\n  ');
}

/** A word of a POSIX shell that holds exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

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
