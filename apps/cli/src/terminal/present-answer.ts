import type { PathStep, RetrieveAnswer, RetrievedArticle } from '@lexhop/retrieval';
import { shortened } from './spell.js';

/** An answer in lines for people; with explanations, the path that led to each article, told in words. */
export function presentAnswer(answer: RetrieveAnswer): readonly string[] {
  const milliseconds = answer.timings.total.toFixed(1);
  const head = `mode ${answer.mode}, build ${answer.build} of graph ${answer.graph}, ${milliseconds} ms`;
  return [head, ...answer.results.flatMap(presentResult), ...answer.notes.map(({ sentence }) => `! ${sentence}`)];
}

function presentResult({ rank, score, article, explanation }: RetrievedArticle): readonly string[] {
  const paragraph = article.paragraph === undefined ? '' : ` paragraph ${article.paragraph}`;
  const title = `${String(rank).padStart(2)}. ${article.statuteTitle} ${article.number}${paragraph}  [${article.id}]  ${score.toFixed(4)}`;
  const lines = [title, `    ${shortened(article.text, 90)}`];
  if (!explanation) return lines;
  const parts = Object.entries(explanation.parts).map(
    ([name, part]) => `${name} ${(part.weight * part.normalised).toFixed(3)}`,
  );
  const scores = `    entry ${explanation.entryScore.toFixed(3)} (${parts.join(' + ') || 'found by hops alone'}), hop ${explanation.hop.toFixed(3)}`;
  return [...lines, scores, ...explanation.path.slice(0, 3).map((step) => `    ${tellStep(step)}`)];
}

/** One edge of a path, told from where it was reached. */
function tellStep({ from, edge }: PathStep): string {
  if (edge.kind === 'citation') {
    return edge.direction === 'out' ? `← ${from} cites it: 「${edge.text}」` : `← it cites ${from}: 「${edge.text}」`;
  }
  if (edge.kind === 'hierarchy') return `← beside ${from}`;
  return edge.direction === 'out' ? `← ${from} raises: ${edge.text}` : `← it raises what ${from} answers: ${edge.text}`;
}
