import type { Words } from '../words/use-words.js';
import { placeOf } from './place-of.js';

/** Names nodes as people do: 著作權法第 52 條; by id where the statute's title is not known. */
export type NodeNames = (id: string) => string;

/** Names for these nodes and for all others of the same statutes. */
export function namesOf(
  articles: readonly { readonly statuteId: string; readonly statuteTitle: string }[],
  { t }: Pick<Words, 't'>,
): NodeNames {
  const titles = new Map(articles.map(({ statuteId, statuteTitle }) => [statuteId, statuteTitle]));
  return (id) => {
    const { statute, article, paragraph } = placeOf(id);
    const title = titles.get(statute);
    if (title === undefined || article === undefined) return id;
    return paragraph === undefined
      ? t('article.name', { title, article })
      : t('article.paragraph', { title, article, paragraph });
  };
}
