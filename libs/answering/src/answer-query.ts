import { observed } from '@lexhop/foundation';
import type { BuildReference, GraphReader } from '@lexhop/graph-model';
import { retrieve, type RetrieveAnswer, type RetrieveParts } from '@lexhop/retrieval';
import type { Answer } from './answer.js';
import { gatherEvidence } from './gather-evidence.js';
import { type AnswerListener, makeAnswer } from './make-answer.js';
import type { AnswerRequest } from './request.js';
import type { AnswerWriter } from './write-answer.js';

/** What answers need beside a build's reader. */
export interface AnswerParts extends RetrieveParts {
  /** Gives the writer for a build. Where it is absent or gives undefined, answers are extractive. */
  readonly writerOf?: ((build: BuildReference) => AnswerWriter | undefined) | undefined;
}

/**
 * Answers a query from one build, in sentences: retrieves, gathers evidence, then writes or extracts the answer. The listener hears `evidence`, each
 * `sentence`, and `answer` at the end. Where the language model fails, the answer is extractive, with a note. Rejects as `retrieve` does, and
 * with the signal's reason.
 */
export async function answerQuery(
  reader: GraphReader,
  parts: AnswerParts,
  request: AnswerRequest,
  listener: AnswerListener = {},
): Promise<Answer> {
  const { graph, number } = reader.build;
  const begun = performance.now();
  const retrieved = await retrieve(reader, parts, request);
  listener.signal?.throwIfAborted();
  const found = performance.now();
  const cut = await gatherEvidence(reader, retrieved.results, request);
  const evidence = { evidence: [...cut.evidence], evidenceLeftOut: cut.leftOut };
  listener.onEvent?.({ type: 'evidence', data: { ...understoodOf(retrieved), ...evidence } });
  const gathered = performance.now();
  const writer = request.kind === 'written' ? parts.writerOf?.(reader.build) : undefined;
  const facts = { mode: writer ? 'written' : 'extractive', graph, build: number };
  const made = await observed('answer', facts, () =>
    makeAnswer({ request, reading: retrieved.reading, cut, isGuess: isGuess(retrieved) }, writer, listener),
  );
  const ended = performance.now();
  const timings = { retrieval: found - begun, evidence: gathered - found, writing: ended - gathered };
  const answer: Answer = {
    ...understoodOf(retrieved),
    ...made,
    ...evidence,
    notes: [...retrieved.notes, ...made.notes],
    timings: { ...timings, total: ended - begun },
  };
  listener.onEvent?.({ type: 'answer', data: answer });
  return answer;
}

/** Whether no word of the query was found, its vector says nothing of meaning, and it names no article. */
function isGuess({ notes }: RetrieveAnswer): boolean {
  const codes = new Set(notes.map(({ code }) => code));
  const isBlind = codes.has('not-semantic') || codes.has('language-unread');
  return codes.has('no-term-found') && isBlind && !codes.has('named-first');
}

function understoodOf({ graph, build, reading, notes }: RetrieveAnswer) {
  return { graph, build, ...(reading && { reading }), notes: [...notes] };
}
