import './statute-page.css';
import { useWords } from '../../words/use-words.js';
import { ArticleText, headingsOf } from './article-text.js';
import { type ArticleCitation, type Statute, type StatuteArticle, useCitations, useStatute } from './use-statute.js';
import { anchorOf } from '../../articles/article-names.js';
import { useEffect, useState } from 'react';
import { useLocationProperty } from 'wouter/use-browser-location';
import { Link, useLocation, useParams } from 'wouter';
import { Loading } from '../../feedback/states.js';
import { ProblemNote } from '../../feedback/problem-note.js';
import { PageTitle, pathOf } from '../../layout/navigation.js';
import { useGraphName, useMayChange } from '../../server/use-server.js';
import { DeleteStatute } from './statutes-page.js';

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

/** The name after `#` in the address; once `ready`, the element of that name is scrolled to and focused. */
export function usePlaceInPage(ready: boolean): string {
  const place = useLocationProperty(() => decodeURIComponent(globalThis.location.hash.slice(1)));
  useEffect(() => {
    if (!ready || place === '') return;
    const element = document.getElementById(place);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  }, [ready, place]);
  return place;
}

/** One statute as it was uploaded: its articles, with their citations as links. */
export function StatutePage() {
  const { t } = useWords();
  const graph = useGraphName();
  const id = decodeURIComponent(useParams<{ readonly statute: string }>().statute);
  const statute = useStatute(graph, id);
  const citations = useCitations(graph, id);
  return (
    <>
      <p>
        <Link href={pathOf(graph, 'statutes')}>{t('statutes.back')}</Link>
      </p>
      {statute.isPending && <Loading />}
      {statute.error && <ProblemNote error={statute.error} onRetry={() => void statute.refetch()} />}
      {statute.data && <Heading graph={graph} statute={statute.data} />}
      {citations.error && <ProblemNote error={citations.error} onRetry={() => void citations.refetch()} />}
      {statute.data && (
        <div className="statute">
          <StatuteArticles graph={graph} articles={statute.data.articles} citations={citations.data ?? new Map()} />
          <StatuteContents articles={statute.data.articles} />
        </div>
      )}
    </>
  );
}

function Heading({ graph, statute }: { readonly graph: string; readonly statute: Statute }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const mayChange = useMayChange();
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <PageTitle title={statute.title}>
        {mayChange && (
          <button type="button" className="button button--danger" onClick={() => setLeaving(true)}>
            {t('statutes.delete.short')}
          </button>
        )}
      </PageTitle>
      <Facts statute={statute} />
      {leaving && (
        <DeleteStatute
          graph={graph}
          statute={statute}
          onDeleted={() => navigate(pathOf(graph, 'statutes'))}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function Facts({ statute }: { readonly statute: Statute }) {
  const { t, number } = useWords();
  const facts = [
    [t('statutes.fact.id'), statute.id],
    [t('statutes.column.level'), t(`statutes.level.${statute.level}`)],
    [t('statutes.column.articles'), number(statute.articles.length)],
    [t('statutes.column.modified'), statute.modifiedOn],
    [t('statutes.fact.category'), statute.category],
    [t('statutes.column.file'), statute.sourceFile],
  ] as const;
  return (
    <dl className="statute__facts">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {statute.url && (
        <div>
          <dt>{t('statutes.fact.source')}</dt>
          <dd>
            <Source url={statute.url} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** A link only where it leads to a page of the web; a file may say anything. */
function Source({ url }: { readonly url: string }) {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return url;
  return (
    <a href={url} rel="noreferrer external">
      {new URL(url).hostname}
    </a>
  );
}
