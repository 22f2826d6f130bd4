import { Link } from 'wouter';
import { headingsIn, highlight, Marked, ServerSentence, useWords } from '@lexhop/console-parts';
import type { Answer, Result } from './use-answers.js';
import { type LookedFor, Why, whyOf } from './why.js';

interface FoundArticlesProps extends LookedFor {
  readonly results: readonly Result[];
  /** Id of the article that is read beside them. */
  readonly read?: string | undefined;
  /** The address at which an article is read. */
  readonly toArticle: (id: string) => string;
}

/** Articles, the best first: what each says of the query, and why it is there. */
export function FoundArticles({ results, ...found }: FoundArticlesProps) {
  return (
    <ol className="stack">
      {results.map((result) => (
        <li key={result.article.id}>
          <FoundArticle result={result} {...found} />
        </li>
      ))}
    </ol>
  );
}

interface FoundArticleProps extends Omit<FoundArticlesProps, 'results'> {
  readonly result: Result;
}

function FoundArticle({ result, read, toArticle, ...lookedFor }: FoundArticleProps) {
  const words = useWords();
  const { rank, score, article } = result;
  const isRead = article.id === read;
  return (
    <article className="sheet result" data-read={isRead}>
      <header className="result__header">
        <h3>
          <span className="result__rank">{rank}</span>{' '}
          <Link href={toArticle(article.id)} aria-current={isRead ? 'true' : undefined}>
            {lookedFor.names(article.id)}
          </Link>
        </h3>
        <span className="result__score" title={words.t('ask.score')}>
          {words.number(score, 2)}
        </span>
      </header>
      <p className="result__why">{whyOf(result, lookedFor, words)}</p>
      <p className="result__text" lang={article.language}>
        <Marked text={excerptOf(article.text, lookedFor.query)} query={lookedFor.query} />
      </p>
      {article.headingPath.length > 0 && <p className="quiet result__place">{headingsIn(article.headingPath)}</p>}
      <Why result={result} names={lookedFor.names} />
    </article>
  );
}

const excerptLength = 110;

/** The part of a text that says most of what the query says: from the beginning of a sentence, as long as a glance. */
export function excerptOf(text: string, query: string): string {
  if (text.length <= excerptLength) return text;
  const matches = highlight(text, query).filter(({ isMatch }) => isMatch);
  const saidFrom = (begin: number) =>
    matches
      .filter(({ start }) => start >= begin && start < begin + excerptLength)
      .reduce((sum, match) => sum + match.text.length, 0);
  const begins = [0, ...[...text.matchAll(/[。；\n]/g)].map(({ index }) => index + 1)];
  const most = Math.max(...begins.map(saidFrom));
  const best = saidFrom(0) === most ? 0 : (begins.findLast((begin) => saidFrom(begin) === most) ?? 0);
  const end = best + excerptLength;
  return `${best > 0 ? '…' : ''}${text.slice(best, end).trim()}${end < text.length ? '…' : ''}`;
}

/** Codes of notes that the page tells elsewhere: by the banner of the mock, and where the reading is shown. */
const saidElsewhere: ReadonlySet<string> = new Set(['not-semantic', 'no-language-model', 'named-first']);

/** What the reader should know of an answer. */
export function AnswerNotes({ notes }: Pick<Answer, 'notes'>) {
  const shown = notes.filter(({ code }) => !saidElsewhere.has(code));
  if (shown.length === 0) return undefined;
  return (
    <ul className="note note--warning note--small">
      {shown.map((note) => (
        <li key={note.code}>
          <ServerSentence about="note" said={note} />
        </li>
      ))}
    </ul>
  );
}

/** Which build answered, and how long each part of that took. */
export function Timings({ answer: { build, timings } }: { readonly answer: Answer }) {
  const { t, number } = useWords();
  const milliseconds = (value: number) => number(value, value < 10 ? 1 : 0);
  return (
    <p className="quiet">
      {t('ask.build', { build })}
      {' · '}
      {t('ask.timings', {
        total: milliseconds(timings.total),
        embed: milliseconds(timings.embed),
        search: milliseconds(timings.search),
        hop: milliseconds(timings.hop),
      })}
    </p>
  );
}
