import { Link } from 'wouter';
import type { Schema } from '@lexhop/client';
import { citationOf, type NodeNames, ProblemNote, ServerSentence, useWords } from '@lexhop/console-parts';
import type { AnswerSoFar, useAnswer } from './use-answers.js';

interface AnswerTextProps {
  readonly answer: ReturnType<typeof useAnswer>;
  readonly names: NodeNames;
  /** The address at which an article is read. */
  readonly toArticle: (id: string) => string;
}

/** The answer as it is written: each sentence with the articles that carry it, each of which can be read beside it. */
export function AnswerText({ answer: { data, error, isFetching, refetch }, ...ways }: AnswerTextProps) {
  const { t } = useWords();
  return (
    <section className="sheet stack stack--tight answer-text" aria-labelledby="answer" aria-busy={isFetching}>
      <h2 id="answer">{t('answer.title')}</h2>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className="quiet">{t('answer.coming')}</p>}
      {data && <Told answer={data} {...ways} />}
      {data?.whole && <About answer={data.whole} />}
    </section>
  );
}

function Told({ answer: { sentences, evidence }, ...ways }: Omit<AnswerTextProps, 'answer'> & { answer: AnswerSoFar }) {
  const words = useWords();
  const titles = new Map(evidence.map(({ article }) => [article.id, article.statuteTitle]));
  const nameOf = (id: string) => {
    const title = titles.get(id);
    return title === undefined ? ways.names(id) : citationOf({ statuteTitle: title, id }, words);
  };
  return (
    <p className="answer-text__sentences" aria-live="polite">
      {sentences.map((sentence, place) => (
        <Sentence key={`${place} ${sentence.text}`} sentence={sentence} nameOf={nameOf} toArticle={ways.toArticle} />
      ))}
    </p>
  );
}

interface SentenceProps {
  readonly sentence: Schema<'AnswerSentence'>;
  readonly nameOf: (id: string) => string;
  readonly toArticle: (id: string) => string;
}

function Sentence({ sentence: { text, citations, supported, fault }, nameOf, toArticle }: SentenceProps) {
  const { t } = useWords();
  const cited = new Map(citations.map(({ article, quote }) => [article, quote]));
  return (
    <span className={supported ? undefined : 'answer-text__unsupported'}>
      {text}
      {[...cited].map(([article, quote]) => (
        <Link key={article} href={toArticle(article)} className="answer-text__source" title={quote}>
          {nameOf(article)}
        </Link>
      ))}
      {!supported && <small className="quiet"> {t(`answer.fault.${fault ?? 'no-citation'}`)}</small>}{' '}
    </span>
  );
}

/** Notes that are of the answer alone; those of the search stand with the articles. */
const failures: ReadonlySet<string> = new Set([
  'answer-failed',
  'answer-broke-off',
  'answer-budget-spent',
  'nothing-supported',
]);

/** Who answered and how far, and what is missing. */
function About({ answer }: { readonly answer: Schema<'Answer'> }) {
  const { t } = useWords();
  const { kind, by, answered, unanswered, sentences, dropped, evidenceLeftOut, notes } = answer;
  const isExtract = kind === 'extractive';
  const failed = notes.filter(({ code }) => failures.has(code));
  return (
    <>
      {answered === 'not' && <p className="note note--warning note--small">{t('answer.not')}</p>}
      {unanswered !== undefined && (
        <p className="note note--warning note--small">{t('answer.unanswered', { text: unanswered })}</p>
      )}
      {failed.map((note) => (
        <p key={note.code} className="note note--warning note--small">
          <ServerSentence about="note" said={note} />
        </p>
      ))}
      <p className="quiet">
        {isExtract && sentences.length > 0 && t('answer.extractive')}
        {!isExtract && t('answer.written', { model: by ?? '' })}
        {dropped > 0 && ` ${t('answer.dropped', { count: dropped })}`}
        {evidenceLeftOut > 0 && ` ${t('answer.leftOut', { count: evidenceLeftOut })}`}
      </p>
    </>
  );
}
