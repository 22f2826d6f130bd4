import { askForAnswer, type Schema } from '@lexhop/client';
import { type CommandContext, withConnection } from '../connect.js';
import { shortened } from '../terminal/output.js';
import { type AskOptions, requestOf } from './ask.js';

export interface AnswerOptions extends AskOptions {
  readonly answer: Schema<'AnswerRequest'>['kind'];
}

/** `lexhop ask QUERY --answer`: sentence by sentence as they come, then the articles. */
export function answerCommand({ settings, output }: CommandContext, query: string, options: AnswerOptions) {
  return withConnection({ settings, output }, async ({ client }) => {
    const { graph, json, answer: kind } = options;
    const request = { ...(await requestOf(query, options)), kind };
    const onSentence = ({ place, ...sentence }: Schema<'AnswerSentenceEvent'>) => {
      // A written answer was given up for an extractive one.
      if (place === 0) output.line(sentence.kind === 'extractive' ? 'From the articles, as they stand there:' : '');
      output.line(tellSentence(sentence));
    };
    const answer = await askForAnswer(client, { graph, request, ...(json ? {} : { onSentence }) });
    if (json) return output.json(answer);
    for (const line of presentEnd(answer)) output.line(line);
  });
}

function tellSentence({ text, citations, supported }: Schema<'AnswerSentence'>): string {
  const marks = [...new Set(citations.map(({ article }) => `[${article}]`))].join('');
  return supported ? `${text} ${marks}` : `${text} [?]`;
}

/** What comes after the sentences: what is not answered, the articles that are cited, notes. */
export function presentEnd({
  answered,
  unanswered,
  sentences,
  evidence,
  notes,
  by,
}: Schema<'Answer'>): readonly string[] {
  const cited = new Set(sentences.flatMap(({ citations }) => citations.map(({ article }) => article)));
  const articles = evidence.flatMap(({ article }) =>
    cited.has(article.id)
      ? [`[${article.id}] ${article.statuteTitle} ${article.number}  ${shortened(article.text, 90)}`]
      : [],
  );
  return [
    ...(answered === 'not' ? ['The articles do not answer this.'] : []),
    ...(unanswered === undefined ? [] : [`Not answered: ${unanswered}`]),
    '',
    ...articles,
    ...(by === undefined ? [] : [`written by ${by}`]),
    ...notes.map(({ sentence }) => `! ${sentence}`),
  ];
}
