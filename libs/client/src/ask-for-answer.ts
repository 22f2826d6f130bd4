import { eventsOf, type LexHopClient, type Schema } from './lexhop-client.js';
import { ServerUnreachableError } from './problems.js';

/** A query, and the functions that are called while its answer comes. */
export interface AnswerQuestion {
  readonly graph: string;
  readonly request: Partial<Schema<'AnswerRequest'>> & { readonly query: string };
  /** Is called once, before the first sentence, with the articles that the answer may use. */
  readonly onEvidence?: (evidence: Schema<'AnswerEvidence'>) => void;
  /** Is called with each sentence. Where a written answer is replaced by an extractive one, `place` begins again at 0. */
  readonly onSentence?: (sentence: Schema<'AnswerSentenceEvent'>) => void;
  /** Cancels the answer, also on the server. */
  readonly signal?: AbortSignal;
}

/**
 * Asks for an answer that comes sentence by sentence, and returns the whole answer at the end. Rejects with a ProblemError, before or while
 * it comes, with a ServerUnreachableError where the server is away or the answer breaks off, and with the signal's reason.
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
      if (event === 'evidence') onEvidence?.(data as Schema<'AnswerEvidence'>);
      if (event === 'sentence') onSentence?.(data as Schema<'AnswerSentenceEvent'>);
    }
  } catch (thrown) {
    // An answer that breaks off because it was cancelled is no fault of the server.
    signal?.throwIfAborted();
    throw thrown;
  }
  throw new ServerUnreachableError(client.url);
}
