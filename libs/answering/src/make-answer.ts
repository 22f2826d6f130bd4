import { phrasesOf, type Reading } from '@lexhop/query-understanding';
import { type Answer, type AnswerEvent, type AnswerSentence, textOf } from './answer.js';
import { extractAnswer } from './extract-answer.js';
import type { CutEvidence } from './rank-evidence.js';
import type { AnswerRequest } from './request.js';
import { type AnswerNote, type AnswerWriter, writeAnswer, type Written } from './write-answer.js';

/** Hears the events of an answer while it is made, and can cancel it by the signal. */
export interface AnswerListener {
  readonly onEvent?: (event: AnswerEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What an answer is made from. */
export interface Material {
  readonly request: AnswerRequest;
  readonly reading: Reading | undefined;
  readonly cut: CutEvidence;
  /** Whether the results are no better than chance: no word of the query was found, its vector says nothing of meaning, and it names no article. */
  readonly isGuess: boolean;
}

/** The part of an answer that is written or extracted. */
export type Made = Pick<
  Answer,
  'kind' | 'answered' | 'unanswered' | 'text' | 'sentences' | 'dropped' | 'by' | 'usage' | 'notes'
>;

/**
 * Makes an answer from the evidence. The writer's language model writes it; without a writer, or where no sentence of it is supported, sentences of the
 * articles are the answer. Without evidence the answer is empty. The listener hears each sentence as soon as it is checked. A failure of the
 * language model becomes a note; an aborted signal rejects with its reason.
 */
export async function makeAnswer(
  material: Material,
  writer: AnswerWriter | undefined,
  listener: AnswerListener,
): Promise<Made> {
  const { request, cut } = material;
  if (cut.evidence.length === 0) return nothing;
  if (!writer) return extracted(material, listener, request.kind === 'written' ? { notes: [noWriter] } : {});
  const tell = teller('written', request, listener);
  const { query } = request;
  const written = await writeAnswer(writer, {
    query,
    evidence: cut.evidence,
    onSentence: tell,
    signal: listener.signal,
  });
  if (holds(written)) return madeOf(written, writer, request);
  const { sentences, usage, note = nothingSupported(writer) } = written;
  return extracted(material, listener, { dropped: sentences.length, notes: [note], ...(usage && { usage }) });
}

const nothing: Made = { kind: 'extractive', answered: 'unjudged', text: '', sentences: [], dropped: 0, notes: [] };

/** Gives a function that tells the listener of each sentence that is shown, with its place from 0. */
function teller(kind: Answer['kind'], { unsupported }: AnswerRequest, { onEvent }: AnswerListener) {
  let place = 0;
  return (sentence: AnswerSentence): void => {
    if (!sentence.supported && unsupported === 'drop') return;
    onEvent?.({ type: 'sentence', data: { kind, place, ...sentence } });
    place += 1;
  };
}

/** Whether what was written is an answer: it has a supported sentence, or the language model said, without a failure, that the articles give none. */
function holds({ sentences, note }: Written): boolean {
  return sentences.some(({ supported }) => supported) || (sentences.length === 0 && !note);
}

function madeOf(written: Written, { model }: AnswerWriter, { unsupported }: AnswerRequest): Made {
  const { unanswered, usage, note } = written;
  const sentences = written.sentences.filter(({ supported }) => supported || unsupported === 'mark');
  const dropped = written.sentences.length - sentences.length;
  const isLessThanWritten = written.sentences.some(({ supported }) => !supported);
  const notes = [note, droppedNote(dropped)].filter((each) => each !== undefined);
  return {
    kind: 'written',
    answered: sentences.length === 0 ? 'not' : unanswered || note || isLessThanWritten ? 'partly' : 'whole',
    ...(unanswered && { unanswered }),
    text: textOf(sentences),
    sentences,
    dropped,
    by: model.id,
    ...(usage && { usage }),
    notes,
  };
}

/** The extractive answer: sentences of the articles, chosen by the words of the query, its translation and its reading. */
function extracted(material: Material, listener: AnswerListener, more: Partial<Made>): Made {
  const { request, reading, cut, isGuess } = material;
  if (isGuess) {
    const notes = (more.notes ?? []).filter((note) => note !== noWriter);
    return { ...nothing, ...more, answered: 'not', notes };
  }
  const phrases = reading ? [reading.translation ?? '', ...phrasesOf(reading)] : [];
  const sentences = extractAnswer([request.query, ...phrases], cut.evidence);
  const tell = teller('extractive', request, listener);
  for (const sentence of sentences) tell(sentence);
  const made = { kind: 'extractive', answered: 'unjudged', dropped: 0, notes: [] } as const;
  return { ...made, ...more, text: textOf(sentences), sentences: [...sentences], notes: [...(more.notes ?? [])] };
}

function droppedNote(count: number): AnswerNote | undefined {
  if (count === 0) return undefined;
  const [sentences, were] = count === 1 ? ['1 sentence', 'was'] : [`${count} sentences`, 'were'];
  return {
    code: 'sentences-dropped',
    sentence: `${sentences} of the answer ${were} left out: no given article carries what is said there.`,
  };
}

function nothingSupported({ model }: AnswerWriter): AnswerNote {
  const sentence = `${model.id} wrote no sentence that a given article carries; these are sentences of the articles.`;
  return { code: 'nothing-supported', sentence };
}

const noWriter: AnswerNote = {
  code: 'no-writer',
  sentence: 'No language model is set: these are sentences of the articles, chosen by the words of the query.',
};
