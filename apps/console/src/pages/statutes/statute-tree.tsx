import { anchorOf, type StatuteArticle, useWords } from '@lexhop/console-parts';
import { headingOf } from '@lexhop/statutes/structure';

/** A heading where it begins. */
export interface Heading {
  readonly anchor: string;
  readonly text: string;
  /** 0 is outermost. */
  readonly depth: number;
}

interface UnderHeadings {
  readonly headingPath: readonly string[];
}

/** Each article with the headings that begin at it, outermost first. */
export function headingsOf<Article extends UnderHeadings>(
  articles: readonly Article[],
): readonly { readonly article: Article; readonly begins: readonly Heading[] }[] {
  let open: readonly string[] = [];
  let count = 0;
  return articles.map((article) => {
    const path = article.headingPath;
    const same = path.findIndex((text, depth) => text !== open[depth]);
    open = path;
    const begins = same < 0 ? [] : path.slice(same);
    return {
      article,
      begins: begins.map((text, place) => ({ anchor: `heading-${(count += 1)}`, text, depth: same + place })),
    };
  });
}

/** A heading with what stands under it. */
interface TreePart {
  readonly heading: Heading;
  readonly parts: readonly TreePart[];
  /** Numbers of the articles that stand under it and under none of its parts. */
  readonly articles: readonly string[];
}

type GrowingPart = TreePart & { readonly parts: GrowingPart[]; readonly articles: string[] };

/** The headings of a statute as a tree; articles before the first heading are in none of its parts. */
export function treeOf(articles: readonly (UnderHeadings & { readonly number: string })[]): readonly TreePart[] {
  const roots: GrowingPart[] = [];
  const open: GrowingPart[] = [];
  for (const { article, begins } of headingsOf(articles)) {
    for (const heading of begins) {
      const part: GrowingPart = { heading, parts: [], articles: [] };
      (heading.depth === 0 ? roots : (open[heading.depth - 1]?.parts ?? roots)).push(part);
      open.splice(heading.depth, open.length, part);
    }
    open[article.headingPath.length - 1]?.articles.push(article.number);
  }
  return roots;
}

interface StatuteTreeProps {
  readonly articles: readonly StatuteArticle[];
  /** The article that is read. */
  readonly current: string | undefined;
  /** The name of the place in the page: that of a heading opens it. */
  readonly place: string;
}

/** A statute's headings and articles, each a way to its place in the page; open where the reader is. */
export function StatuteTree({ articles, ...here }: StatuteTreeProps) {
  const { t } = useWords();
  const tree = treeOf(articles);
  if (tree.length === 0) return undefined;
  return (
    <nav className="statute__contents" aria-label={t('statutes.contents')}>
      <h2>{t('statutes.contents')}</h2>
      <ul>
        {tree.map((part) => (
          <Part key={part.heading.anchor} part={part} {...here} />
        ))}
      </ul>
    </nav>
  );
}

type Here = Omit<StatuteTreeProps, 'articles'>;

function holds({ heading, parts, articles }: TreePart, { current, place }: Here): boolean {
  const isHere = heading.anchor === place || (current !== undefined && articles.includes(current));
  return isHere || parts.some((part) => holds(part, { current, place }));
}

function Part({ part, ...here }: Here & { readonly part: TreePart }) {
  const { heading, parts, articles } = part;
  return (
    <li>
      <a href={`#${heading.anchor}`}>{headingOf(heading.text)}</a>
      {holds(part, here) && (
        <ul>
          {parts.map((inner) => (
            <Part key={inner.heading.anchor} part={inner} {...here} />
          ))}
          {articles.length > 0 && (
            <li className="statute__numbers">
              {articles.map((number) => (
                <a
                  key={number}
                  href={`#${anchorOf(number)}`}
                  aria-current={number === here.current ? 'true' : undefined}
                >
                  {number}
                </a>
              ))}
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
