import { text } from 'node:stream/consumers';
import { answerOf, askForAnswer, type Schema } from '@lexhop/client';
import { jsonOf } from '@lexhop/foundation';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { ReadingFileError } from '../errors.js';
import { withFile } from '../files.js';
import { presentAnswer, presentEnd, tellSentence } from '../terminal/answers.js';

interface AskOptions extends GraphOptions {
  readonly mode: Schema<'RetrievalMode'>;
  readonly topK: number;
  readonly statutes?: readonly string[];
  readonly refine?: Schema<'RetrieveRequest'>['refine'];
  /** A file with a reading, or with an answer that has one, as --json gives it. */
  readonly reading?: string;
  readonly rerank?: boolean;
  readonly explain?: boolean;
  /** Set where an answer in sentences is wanted. */
  readonly answer?: Schema<'AnswerRequest'>['kind'];
}

/** `lexhop ask QUERY`: the articles that answer; with `--answer` sentence by sentence as they come, then their articles. */
export async function askCommand({ client, output }: Connection, query: string, options: AskOptions): Promise<void> {
  const { graph, explain = false, answer: kind } = options;
  const request = await requestOf(query, options);
  if (kind === undefined) {
    const body = { ...request, explain };
    const found = client.rest.POST('/api/v1/graphs/{graph}/retrieve', { params: { path: { graph } }, body });
    const answer = await answerOf(found);
    return output.answer(answer, presentAnswer(answer));
  }
  const onSentence = ({ place, ...sentence }: Schema<'AnswerSentenceEvent'>) => {
    // A written answer was given up for an extractive one.
    if (place === 0) output.line(sentence.kind === 'extractive' ? 'From the articles, as they stand there:' : '');
    output.line(tellSentence(sentence));
  };
  const answer = await askForAnswer(client, { graph, request: { ...request, kind }, onSentence });
  return output.answer(answer, presentEnd(answer));
}

/** What every way of asking takes. */
async function requestOf(query: string, { mode, topK, statutes, refine, reading, rerank }: AskOptions) {
  return {
    query,
    mode,
    topK,
    refine,
    reading: reading === undefined ? undefined : await readingIn(reading),
    rerank,
    statutes: statutes && [...statutes],
  };
}

/** The reading of a file; whether it is one that can be searched by, the server says. Throws a FileUnreadableError or a ReadingFileError. */
async function readingIn(file: string): Promise<Schema<'Reading'>> {
  const value = jsonOf(await withFile(file, ({ bytes }) => text(bytes)));
  if (typeof value !== 'object' || !value) throw new ReadingFileError(file);
  return ('reading' in value ? value.reading : value) as Schema<'Reading'>;
}
