import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Fetched } from '../feedback/fetched.js';
import { CopyButton } from '../forms/button.js';
import { pathOf } from '../layout/navigation.js';
import { useWords } from '../words/preferences.js';
import {
  articleIdOf,
  citationOf,
  headingsIn,
  ministryPageOf,
  namesOf,
  placeOf,
  readingPathOf,
} from './article-names.js';
import { ArticleText } from './article-text.js';
import { Impact } from './impact.js';
import { type StatuteArticle, useArticle, useBeside, useCitationsOf } from './use-articles.js';

interface ArticleReaderProps {
  readonly id: string;
  /** What it says of this is marked. */
  readonly query: string;
  /** The address at which another article is read in this place. */
  readonly toArticle: (id: string) => string;
  /** How to leave the reader, where it covers the page. */
  readonly closing: ReactNode;
  /** Whether the reader asked for this article, and begins to read at it. */
  readonly takesFocus: boolean;
}

/** One article to read beside something else: text with its citations, what hangs on it, and the ones before and after. */
export function ArticleReader({ closing, takesFocus, ...props }: ArticleReaderProps) {
  const { t } = useWords();
  const article = useArticle(articleIdOf(props.id));
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) place.current?.focus({ preventScroll: true });
    place.current?.scrollTo({ top: 0 });
  }, [takesFocus, props.id]);
  return (
    <aside className="reader" data-open={takesFocus} aria-label={t('reader.label')} tabIndex={-1} ref={place}>
      {closing}
      <Fetched from={article}>{(data) => <Article key={data.id} article={data} {...props} />}</Fetched>
    </aside>
  );
}

type ArticleProps = Omit<ArticleReaderProps, 'closing' | 'takesFocus'> & { readonly article: StatuteArticle };

function Article({ id, article, query, toArticle }: ArticleProps) {
  const words = useWords();
  const citations = useCitationsOf(article.id).data ?? [];
  return (
    <article className="stack stack--tight">
      <header>
        <h2>
          <Link href={readingPathOf(article.id)}>{namesOf([article], words)(article.id)}</Link>
        </h2>
        <p className="quiet">
          {headingsIn(article.headingPath)}
          {article.repealed && <span className="tag">{words.t('statutes.repealed')}</span>}
        </p>
      </header>
      <ArticleText {...{ article, citations, query, toArticle }} paragraph={placeOf(id).paragraph} />
      <ArticleActions article={article} place={[placeOf(id).paragraph ?? []].flat()} />
      <Beside {...{ article, toArticle }} />
    </article>
  );
}

interface ArticleActionsProps {
  readonly article: StatuteArticle;
  /** Numbers of the 項, 款 and 目 that the reader was led to, which are cited. */
  readonly place: readonly string[];
}

/** What can be done with an article: cite it, see it at the ministry. */
export function ArticleActions({ article, place }: ArticleActionsProps) {
  const words = useWords();
  const { t } = words;
  const ministry = ministryPageOf(article.id);
  const cited = citationOf(article, words, place);
  return (
    <p className="row article__actions">
      <CopyButton label={t('reader.cite')} name={t('reader.cite.of', { cited })} text={() => cited} />
      {ministry !== undefined && (
        <a href={ministry} rel="noreferrer external" className="button button--small">
          {t('reader.ministry')}
        </a>
      )}
    </p>
  );
}

/** The articles before and after one, and what hangs on it. */
export function Beside({ article, toArticle }: Pick<ArticleProps, 'article' | 'toArticle'>) {
  const words = useWords();
  const { t } = words;
  const { data } = useBeside(article.id);
  if (!data) return undefined;
  const { before, after } = data;
  const names = namesOf([article, ...data.nodes], words);
  return (
    <>
      <nav className="row" aria-label={t('reader.beside')}>
        {before !== undefined && <Link href={toArticle(before)}>{t('reader.before', { name: names(before) })}</Link>}
        {after !== undefined && <Link href={toArticle(after)}>{t('reader.after', { name: names(after) })}</Link>}
        <Link href={`${pathOf('graph')}?from=${encodeURIComponent(article.id)}`}>{t('reader.graph')}</Link>
      </nav>
      <Impact id={article.id} toArticle={toArticle} />
    </>
  );
}
