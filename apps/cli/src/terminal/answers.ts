import type { Schema } from '@lexhop/client';
import { shortened } from './output.js';

/** An answer in lines for people; with explanations, the path that led to each article, told in words. */
export function presentAnswer(answer: Schema<'RetrieveAnswer'>): readonly string[] {
  const milliseconds = answer.timings.total.toFixed(1);
  const head = `mode ${answer.mode}, build ${answer.build} of graph ${answer.graph}, ${milliseconds} ms`;
  return [
    head,
    ...presentReading(answer),
    ...answer.results.flatMap(presentResult),
    ...answer.notes.map(({ sentence }) => `! ${sentence}`),
  ];
}

/** What a language model, or the request, made of the query. */
function presentReading({ reading }: Schema<'RetrieveAnswer'>): readonly string[] {
  if (!reading?.by) return [];
  const lines = [reading.translation, reading.issues.join('、'), reading.passage].filter((line) => line);
  return [`read by ${reading.by}:`, ...lines.map((line) => `    ${line}`)];
}

function presentResult({ rank, score, article, explanation }: Schema<'RetrievedArticle'>): readonly string[] {
  const paragraph = article.paragraph === undefined ? '' : ` paragraph ${article.paragraph}`;
  const title = `${String(rank).padStart(2)}. ${article.statuteTitle} ${article.number}${paragraph}  [${article.id}]  ${score.toFixed(4)}`;
  const lines = [title, `    ${shortened(article.text, 90)}`];
  if (!explanation) return lines;
  const parts = Object.entries(explanation.parts).map(
    ([name, part]) => `${name} ${(part.weight * part.normalised).toFixed(3)}`,
  );
  const scores = `    entry ${explanation.entryScore.toFixed(3)} (${parts.join(' + ') || 'found by hops alone'}), hop ${explanation.hop.toFixed(3)}`;
  const path = explanation.path.slice(0, 3).map((step) => `    ${tellStep(step)}`);
  return [...lines, ...moveLines(explanation), scores, ...path];
}

/** Where a reranker moved an article. */
function moveLines({ rerank }: NonNullable<Schema<'RetrievedArticle'>['explanation']>): readonly string[] {
  if (!rerank) return [];
  const scored = rerank.score === undefined ? '' : ` (scored ${rerank.score.toFixed(3)})`;
  return [`    moved here from place ${rerank.from} by ${rerank.by}${scored}`];
}

/** What the law's words say of an article that was reached, by the kind of the edge and how it was followed. */
const stated = {
  citation: { out: 'FROM cites it', in: 'it cites FROM' },
  delegates: { out: 'its order is made under FROM', in: 'the order of FROM is made under it' },
  penalises: { out: 'FROM is the penalty for its breach', in: 'it is the penalty for a breach of FROM' },
  defines: { out: 'FROM defines a term of it', in: 'it defines a term of FROM' },
  applies: { out: 'FROM has it applied mutatis mutandis', in: 'it has FROM applied mutatis mutandis' },
  excepts: { out: 'FROM is an exception from it', in: 'it is an exception from FROM' },
} as const;

/** One edge of a path, told from where it was reached. */
function tellStep({ from, edge }: Schema<'PathStep'>): string {
  const { kind, direction, text } = edge;
  if (kind === 'hierarchy') return `← beside ${from}`;
  if (kind !== 'question')
    return `← ${stated[kind][direction].replace('FROM', () => from)}: 「${shortened(text, 60)}」`;
  return direction === 'out' ? `← ${from} raises: ${text}` : `← it raises what ${from} answers: ${text}`;
}

/** A sentence with the articles that support it. */
export function tellSentence({ text, citations, supported }: Schema<'AnswerSentence'>): string {
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
