import type { NodeNames } from '../../articles/article-names.js';
import type { Words } from '../../words/use-words.js';
import type { PathStep } from './use-answers.js';

/** One step of a path, in a sentence. */
export function tellStep({ from, edge }: PathStep, names: NodeNames, { t }: Pick<Words, 't'>): string {
  const values = { from: names(from), text: edge.text };
  if (edge.kind === 'question') return t(`ask.path.question.${edge.direction}`, values);
  if (edge.kind === 'citation') return t(`ask.path.citation.${edge.direction}`, values);
  return t('ask.path.hierarchy', { from: values.from });
}
