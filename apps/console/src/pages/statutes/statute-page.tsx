import './statute-page.css';
import { useEffect, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { useLocationProperty } from 'wouter/use-browser-location';
import {
  anchorOf,
  ArticleActions,
  type ArticleCitation,
  ArticleText,
  Beside,
  Button,
  Facts,
  Fetched,
  ministryPageOf,
  PageTitle,
  pathOf,
  ProblemNote,
  readingPathOf,
  type Statute,
  type StatuteArticle,
  useCitations,
  useMayChange,
  useStatute,
  useWords,
} from '@lexhop/console-parts';
import { headingOf } from '@lexhop/statutes/structure';
import { headingsOf, StatuteTree } from './statute-tree.js';
import { DeleteStatute } from './statutes-page.js';

interface StatuteArticlesProps {
  readonly articles: readonly StatuteArticle[];
  readonly citations: ReadonlyMap<string, readonly ArticleCitation[]>;
  /** Number of the article that the address names, and of its 項, 款 and 目. */
  readonly current: string | undefined;
  readonly place: readonly string[];
}

/** All articles under their headings; the one that the address names is marked, with what can be done with it. */
function StatuteArticles({ articles, citations, current, place }: StatuteArticlesProps) {
  return (
    <div>
      {headingsOf(articles).map(({ article, begins }) => (
        <div key={article.id}>
          {begins.map(({ anchor, text }) => (
            <h2 key={anchor} id={anchor} className="statute__heading" lang={article.language}>
              {headingOf(text)}
            </h2>
          ))}
          <Article
            article={article}
            citations={citations.get(article.id) ?? []}
            place={current === article.number ? place : undefined}
          />
        </div>
      ))}
    </div>
  );
}

interface ArticleProps {
  readonly article: StatuteArticle;
  readonly citations: readonly ArticleCitation[];
  /** Where the address leads in it; undefined where it leads to another article. */
  readonly place: readonly string[] | undefined;
}

function Article({ article, citations, place }: ArticleProps) {
  const { t } = useWords();
  // No level of heading is left out, also where the statute has none of its own.
  const Heading = article.headingPath.length > 0 ? 'h3' : 'h2';
  const anchor = anchorOf(article.number);
  return (
    <article id={anchor} className="article" data-current={place !== undefined} tabIndex={-1}>
      <Heading className="article__number">
        <a href={`#${anchor}`}>{t('statutes.article', { number: article.number })}</a>
        {article.repealed && <span className="tag">{t('statutes.repealed')}</span>}
      </Heading>
      <ArticleText article={article} citations={citations} hasAnchors />
      {place && (
        <div className="stack stack--tight article__about">
          <ArticleActions article={article} place={place} />
          <Beside article={article} toArticle={readingPathOf} />
        </div>
      )}
    </article>
  );
}

/** The name after `#` in the address. Its element is scrolled to and focused; where the page has none, what it is a part of. */
function usePlaceInPage(): string {
  const place = useLocationProperty(() => decodeURIComponent(globalThis.location.hash.slice(1)));
  useEffect(() => {
    if (place === '') return undefined;
    const element = elementAt(place);
    if (!element) return undefined;
    const stop = bringIntoView(element);
    element.focus({ preventScroll: true });
    element.setAttribute('data-named', 'true');
    return () => {
      stop();
      element.removeAttribute('data-named');
    };
  }, [place]);
  return place;
}

const framesToSettle = 10;

/** Articles that were never on the screen have an estimated height, and get their own only as they come near: one look is not enough. */
function bringIntoView(element: HTMLElement): () => void {
  let frame = 0;
  const look = (left: number) => {
    element.scrollIntoView({ block: 'start' });
    if (left > 0) frame = requestAnimationFrame(() => look(left - 1));
  };
  look(framesToSettle);
  return () => cancelAnimationFrame(frame);
}

function elementAt(place: string): HTMLElement | undefined {
  const parts = place.split('.');
  const names = parts.map((_part, count) => parts.slice(0, parts.length - count).join('.'));
  return names.flatMap((name) => document.getElementById(name) ?? [])[0];
}

/** One statute as it was uploaded: its articles, with their citations as links. */
export function StatutePage() {
  const { t } = useWords();
  const id = decodeURIComponent(useParams<{ readonly statute: string }>().statute);
  const statute = useStatute(id);
  return (
    <>
      <p className="statute__back">
        <Link href={pathOf('statutes')}>{t('statutes.back')}</Link>
      </p>
      {statute.error && <PageTitle title={t('statutes.title')} />}
      <Fetched from={statute}>{(data) => <Known statute={data} />}</Fetched>
    </>
  );
}

function Known({ statute }: { readonly statute: Statute }) {
  const citations = useCitations(statute.id);
  const place = usePlaceInPage();
  const [current, ...finer] = /^article-(.+)/.exec(place)?.[1]?.split('.') ?? [];
  const { articles } = statute;
  return (
    <>
      <Heading statute={statute} />
      {citations.error && <ProblemNote error={citations.error} onRetry={() => void citations.refetch()} />}
      <div className="statute">
        <StatuteArticles articles={articles} citations={citations.data ?? new Map()} current={current} place={finer} />
        <StatuteTree articles={articles} current={current} place={place} />
      </div>
    </>
  );
}

function Heading({ statute }: { readonly statute: Statute }) {
  const { t } = useWords();
  const [, navigate] = useLocation();
  const mayChange = useMayChange();
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <PageTitle title={statute.title}>
        {mayChange && (
          <Button look="danger" onClick={() => setLeaving(true)}>
            {t('statutes.delete.short')}
          </Button>
        )}
      </PageTitle>
      <StatuteFacts statute={statute} />
      {leaving && (
        <DeleteStatute
          statute={statute}
          onDeleted={() => navigate(pathOf('statutes'))}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function StatuteFacts({ statute }: { readonly statute: Statute }) {
  const { t, number } = useWords();
  const url = statute.url ?? ministryPageOf(statute.id);
  const source = url !== undefined && <Source url={url} />;
  return (
    <Facts
      look="facts-in-line"
      facts={[
        [t('statutes.fact.id'), statute.id],
        [t('statutes.column.level'), t(`statutes.level.${statute.level}`)],
        [t('statutes.column.articles'), number(statute.articles.length)],
        [t('statutes.column.modified'), statute.modifiedOn],
        [t('statutes.fact.category'), statute.category],
        [t('statutes.column.file'), statute.sourceFile],
        [t('statutes.fact.source'), source],
      ]}
    />
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
