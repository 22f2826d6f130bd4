import type { Answer, AnswerEvent } from '@lexhop/answering';

/** What a completion and each chunk of a stream begin with. */
export interface Telling {
  readonly id: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/** The answer as one text: its sentences with their marks, what is not answered, and a line for each cited article. */
function contentOf(answer: Answer): string {
  return `${answer.text}${endingOf(answer)}`;
}

/** What comes after the sentences. */
function endingOf({ text, answered, unanswered, evidence, sentences }: Answer): string {
  const cited = new Set(sentences.flatMap(({ citations }) => citations.map(({ article }) => article)));
  const articles = evidence.flatMap(({ article: { id, statuteTitle, number } }) =>
    cited.has(id) ? [`[${id}] ${statuteTitle} ${number}`] : [],
  );
  const nothing = answered === 'not' && unanswered === undefined ? ['The articles do not answer this.'] : [];
  const parts = [...nothing, ...(unanswered === undefined ? [] : [unanswered]), articles.join('\n')];
  const ending = parts.filter((part) => part !== '').join('\n\n');
  return text === '' || ending === '' ? ending : `\n\n${ending}`;
}

/** An answer as a completion. */
export function completionOf(answer: Answer, telling: Telling) {
  const message = { role: 'assistant', content: contentOf(answer) } as const;
  const choices = [{ index: 0, message, finish_reason: 'stop' as const }];
  return { ...telling, object: 'chat.completion' as const, choices, usage: usageOf(answer), lexhop: answer };
}

/**
 * The chunks for one event of an answer. Sentences come as they are checked. Where a written answer is replaced by an extractive one, its
 * sentences were sent already; only the field `lexhop` of the last chunk has the final answer alone.
 */
export function chunksOf(event: AnswerEvent, telling: Telling, includeUsage: boolean): readonly object[] {
  if (event.type === 'evidence') return [chunkOf(telling, { role: 'assistant', content: '' })];
  if (event.type === 'sentence') {
    const { place, text, citations, supported } = event.data;
    const marks = supported ? [...new Set(citations.map(({ article }) => `[${article}]`))].join('') : '[?]';
    return [chunkOf(telling, { content: `${place === 0 ? '' : ' '}${text}${marks}` })];
  }
  const { data } = event;
  const ending = endingOf(data);
  return [
    ...(ending === '' ? [] : [chunkOf(telling, { content: ending })]),
    { ...chunkOf(telling, {}, 'stop'), lexhop: data },
    ...(includeUsage ? [{ ...chunkOf(telling, {}), choices: [], usage: usageOf(data) }] : []),
  ];
}

function chunkOf(telling: Telling, delta: object, finishReason: 'stop' | null = null) {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return { ...telling, object: 'chat.completion.chunk', choices };
}

function usageOf({ usage: { inputTokens, outputTokens } = { inputTokens: 0, outputTokens: 0 } }: Answer) {
  const total = inputTokens + outputTokens;
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: total };
}
