import type { Words } from '../../words/use-words.js';
import { placeOf } from '../statutes/statute/place-of.js';
import type { PathStep, Result } from './use-answers.js';

/** Names nodes as people do: 著作權法第 52 條; by id where the statute's title is not known. */
export type NodeNames = (id: string) => string;

/** Names for the nodes of some results and for all others of the same statutes. */
export function namesOf(results: readonly Pick<Result, 'article'>[], { t }: Pick<Words, 't'>): NodeNames {
  const titles = new Map(results.map(({ article }) => [article.statuteId, article.statuteTitle]));
  return (id) => {
    const { statute, article, paragraph } = placeOf(id);
    const title = titles.get(statute);
    if (title === undefined || article === undefined) return id;
    return paragraph === undefined
      ? t('ask.article', { title, article })
      : t('ask.paragraph', { title, article, paragraph });
  };
}

/** One step of a path, in a sentence. */
export function tellStep({ from, edge }: PathStep, names: NodeNames, { t }: Pick<Words, 't'>): string {
  const values = { from: names(from), text: edge.text };
  if (edge.kind === 'question') return t(`ask.path.question.${edge.direction}`, values);
  if (edge.kind === 'citation') return t(`ask.path.citation.${edge.direction}`, values);
  return t('ask.path.hierarchy', { from: values.from });
}
