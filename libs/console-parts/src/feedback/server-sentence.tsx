import type { Schema } from '@lexhop/client';
import type { SaidByServer, SentenceKind } from '../words/catalogues.js';
import { useWords } from '../words/preferences.js';

interface ServerSentenceProps {
  /** What the sentence is about: the part of the catalogue that has it by its code. */
  readonly about: SentenceKind;
  readonly said: SaidByServer;
  /** Whether the server's own words follow, for what only they tell: a provider's reply, a file's line. */
  readonly withDetail?: boolean;
}

/** A sentence with its code; what has none, since an older server said it, is told as it is. */
export function saidOf(sentence: string, code = ''): SaidByServer {
  return { code, sentence };
}

/** A sentence of the server in the reader's language, where the catalogue has it; else as the server says it. */
export function ServerSentence({ about, said, withDetail = false }: ServerSentenceProps) {
  const { sentence } = useWords();
  const own = sentence(about, said);
  return (
    <>
      {own}{' '}
      {(own === undefined || withDetail) && (
        <span lang="en" className={own === undefined ? undefined : 'quiet'}>
          {said.sentence}
        </span>
      )}
    </>
  );
}

/** Why something is so, in the reader's language; what an error says is followed by the server's own words. */
export function ReasonText({ reason: { reason, code = '', facts } }: { readonly reason: Schema<'Reason'> }) {
  const { sentence } = useWords();
  const said = { ...facts, code, sentence: reason };
  const isReason = sentence('reason', said) !== undefined;
  return (
    <span className="reason">
      <ServerSentence about={isReason ? 'reason' : 'problem'} said={said} withDetail={!isReason} />
    </span>
  );
}

/** A reason in a line of its own, where there is one. */
export function ReasonLine({ of: { reason, ...beside } }: { readonly of: Partial<Schema<'Reason'>> }) {
  return reason === undefined ? undefined : (
    <p className="quiet">
      <ReasonText reason={{ ...beside, reason }} />
    </p>
  );
}
