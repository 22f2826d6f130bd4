import { headingOf } from '@lexhop/statutes/structure';
import type { Words } from '../words/catalogues.js';
import { pathOf } from '../layout/navigation.js';

/** Names nodes as people do: 著作權法第 52 條; by id where the statute's title is not known. */
export type NodeNames = (id: string) => string;

/** Names for these nodes and for all others of the same statutes. */
export function namesOf(
  articles: readonly { readonly statuteId: string; readonly statuteTitle: string }[],
  { t }: Words,
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

/** A node's id in parts: `J0070017:87-1#2` is paragraph 2 of article 87-1 of statute J0070017. */
interface NodePlace {
  readonly statute: string;
  readonly article?: string;
  readonly paragraph?: string;
}

export function placeOf(id: string): NodePlace {
  const [node = '', paragraph] = id.split('#', 2);
  const colon = node.lastIndexOf(':');
  if (colon < 0) return { statute: node };
  return { statute: node.slice(0, colon), article: node.slice(colon + 1), paragraph };
}

/** The article that a node is, or is a paragraph of. */
export function articleIdOf(id: string): string {
  return id.split('#', 1)[0] ?? id;
}

/** The name of a provision's place in the page of its statute: `article-52.1.2` is 第52條第1項第2款. */
export function anchorOf(article: string, place: readonly (number | string)[] = []): string {
  return [`article-${article}`, ...place].join('.');
}

/** The address at which a statute, an article or a paragraph is read; `finer` names the 款 and 目 below it. */
export function readingPathOf(id: string, finer: readonly number[] = []): string {
  const { statute, article, paragraph = '1' } = placeOf(id);
  if (article === undefined) return pathOf('statutes', statute);
  const isArticle = finer.length === 0 && !id.includes('#');
  return `${pathOf('statutes', statute)}#${anchorOf(article, isArticle ? [] : [paragraph, ...finer])}`;
}

const levels = ['paragraph', 'subparagraph', 'item'] as const;

/** How a node, or a place in an article (the numbers of its 項, 款 and 目), is cited in writing: 著作權法第87條之1第2項. */
export function citationOf(
  { statuteTitle: title, id }: { readonly statuteTitle: string; readonly id: string },
  { t, language }: Words,
  place?: readonly (number | string)[],
): string {
  const { article = '', paragraph } = placeOf(id);
  const [number = '', ...inserted] = article.split('-');
  const tail = language === 'zh-Hant' ? inserted.map((each) => `之${each}`).join('') : '';
  const named = t('article.cited', { title, number: language === 'zh-Hant' ? number : article, tail });
  const numbers = place ?? (paragraph === undefined ? [] : [paragraph]);
  const finer = levels
    .slice(0, numbers.length)
    .map((level, depth) => t(`article.cited.${level}`, { number: numbers[depth] ?? '' }));
  return [named, ...finer].join('');
}

export function headingsIn(headingPath: readonly string[]): string {
  return headingPath.map(headingOf).join(' › ');
}

const ministryId = /^[A-Z]\d{7}$/;

/** The Ministry of Justice's page of a statute or an article; undefined for statutes that are not its own. */
export function ministryPageOf(id: string): string | undefined {
  const { statute, article } = placeOf(id);
  if (!ministryId.test(statute)) return undefined;
  const page =
    article === undefined ? `LawAll.aspx?pcode=${statute}` : `LawSingle.aspx?pcode=${statute}&flno=${article}`;
  return `https://law.moj.gov.tw/LawClass/${page}`;
}
