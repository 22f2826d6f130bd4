import type { LexHopClient, Schema } from './lexhop-client.js';
import { ServerUnreachableError } from './problems.js';
import { eventsOf } from './server-events.js';

/** What is asked, and who hears the answer while it comes. */
export interface AnswerQuestion {
  readonly graph: string;
  readonly request: Partial<Schema<'AnswerRequest'>> & { readonly query: string };
  /** Hears what is answered from, once, before the first sentence. */
  readonly onEvidence?: (evidence: Schema<'AnswerEvidence'>) => void;
  /** Hears each sentence; places begin again at 0 where a written answer is given up for an extractive one. */
  readonly onSentence?: (sentence: Schema<'AnswerSentenceEvent'>) => void;
  /** Calls the answer off, on the server too. */
  readonly signal?: AbortSignal;
}

/**
 * Asks for an answer sentence by sentence, and gives it whole at the end. Rejects with a ProblemError, before or while it comes, with a
 * ServerUnreachableError where the server is away or breaks off, and with the signal's reason where it is called off.
 */
export async function askForAnswer(
  client: LexHopClient,
  { graph, request, onEvidence, onSentence, signal }: AnswerQuestion,
): Promise<Schema<'Answer'>> {
  const call = client.rest.POST('/api/v1/graphs/{graph}/answers', {
    params: { path: { graph } },
    body: request as Schema<'AnswerRequest'>,
    headers: { accept: 'text/event-stream' },
    parseAs: 'stream',
    ...(signal && { signal }),
  });
  try {
    for await (const { event, data } of eventsOf(client, call)) {
      if (event === 'answer') return data as Schema<'Answer'>;
      heard[event ?? '']?.(data, { onEvidence, onSentence });
    }
  } catch (thrown) {
    // What breaks off because it was called off is no fault of the server.
    signal?.throwIfAborted();
    throw thrown;
  }
  throw new ServerUnreachableError(client.url);
}

/** What is done with the events before the last, by type. */
const heard: Readonly<
  Record<string, (data: unknown, listener: Pick<AnswerQuestion, 'onEvidence' | 'onSentence'>) => void>
> = {
  evidence: (data, { onEvidence }) => onEvidence?.(data as Schema<'AnswerEvidence'>),
  sentence: (data, { onSentence }) => onSentence?.(data as Schema<'AnswerSentenceEvent'>),
};
