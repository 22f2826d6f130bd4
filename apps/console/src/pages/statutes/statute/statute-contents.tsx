import { useWords } from '../../../words/use-words.js';
import { headingsOf } from './headings-of.js';
import type { StatuteArticle } from './use-statute.js';

/** The headings of a statute, each a way to its place in the page. */
export function StatuteContents({ articles }: { readonly articles: readonly StatuteArticle[] }) {
  const { t } = useWords();
  const headings = headingsOf(articles).flatMap(({ begins }) => begins);
  if (headings.length === 0) return undefined;
  return (
    <nav className="statute__contents" aria-label={t('statutes.contents')}>
      <h2>{t('statutes.contents')}</h2>
      <ul>
        {headings.map(({ anchor, text, depth }) => (
          <li key={anchor} data-depth={depth}>
            <a href={`#${anchor}`}>{text}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
