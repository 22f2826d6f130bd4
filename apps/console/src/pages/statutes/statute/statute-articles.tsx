import { useWords } from '../../../words/use-words.js';
import { ArticleText } from './article-text.js';
import { headingsOf } from './headings-of.js';
import { anchorOf } from '../../../articles/place-of.js';
import { usePlaceInPage } from './use-place-in-page.js';
import type { ArticleCitation, StatuteArticle } from './use-statute.js';

interface StatuteArticlesProps {
  readonly graph: string;
  readonly articles: readonly StatuteArticle[];
  readonly citations: ReadonlyMap<string, readonly ArticleCitation[]>;
}

/** All articles under their headings; the one that the address names is marked. */
export function StatuteArticles({ graph, articles, citations }: StatuteArticlesProps) {
  const place = usePlaceInPage(true);
  return (
    <div>
      {headingsOf(articles).map(({ article, begins }) => (
        <div key={article.id}>
          {begins.map(({ anchor, text }) => (
            <h2 key={anchor} id={anchor} className="statute__heading" lang={article.language}>
              {text}
            </h2>
          ))}
          <Article
            graph={graph}
            article={article}
            citations={citations.get(article.id) ?? []}
            current={place === anchorOf(article.number)}
          />
        </div>
      ))}
    </div>
  );
}

interface ArticleProps {
  readonly graph: string;
  readonly article: StatuteArticle;
  readonly citations: readonly ArticleCitation[];
  readonly current: boolean;
}

function Article({ graph, article, citations, current }: ArticleProps) {
  const { t } = useWords();
  // No level of heading is left out, also where the statute has none of its own.
  const Heading = article.headingPath.length > 0 ? 'h3' : 'h2';
  return (
    <article id={anchorOf(article.number)} className="article" data-current={current} tabIndex={-1}>
      <Heading className="article__number">
        {t('statutes.article', { number: article.number })}
        {article.repealed && <span className="tag">{t('statutes.repealed')}</span>}
      </Heading>
      <ArticleText graph={graph} article={article} citations={citations} />
    </article>
  );
}
