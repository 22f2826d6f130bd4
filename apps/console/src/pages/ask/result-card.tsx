import { useWords } from '../../words/use-words.js';
import type { Explanation, Result } from './answers.js';
import { Link } from 'wouter';
import { pathOf } from '../../layout/navigation.js';
import { type NodeNames, readingPathOf } from '../../articles/article-names.js';
import { highlight } from './highlight.js';
import { PathDrawing } from './path-drawing.js';

const lists = ['text', 'dense', 'questions'] as const;

/** What a score is made of: each list's part, their sum, and what the hop added. */
export function ScoreParts({ explanation: { parts, entryScore, hop } }: { readonly explanation: Explanation }) {
  const { t, number } = useWords();
  const shown = lists.flatMap((list) => {
    const part = parts[list];
    return part ? [{ list, part }] : [];
  });
  return (
    <div className="scroll-x">
      <table>
        <Head />
        <tbody>
          {shown.map(({ list, part }) => (
            <tr key={list}>
              <th scope="row">
                {t(`ask.part.${list}`)}
                {part.question && <q className="score__question">{part.question.text}</q>}
              </th>
              <td className="number">{number(part.raw, 3)}</td>
              <td className="number">{number(part.normalised, 3)}</td>
              <td className="number">{number(part.weight, 2)}</td>
            </tr>
          ))}
          <Sum name={t('ask.part.entry')} value={entryScore} />
          <Sum name={t('ask.part.hop')} value={hop} />
        </tbody>
      </table>
    </div>
  );
}

function Sum({ name, value }: { readonly name: string; readonly value: number }) {
  const { number } = useWords();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number" colSpan={3}>
        {number(value, 3)}
      </td>
    </tr>
  );
}

const columns = ['raw', 'normalised', 'weight'] as const;

function Head() {
  const { t } = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('ask.part')}</th>
        {columns.map((column) => (
          <th key={column} scope="col" className="number">
            {t(`ask.part.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface ResultCardProps {
  readonly graph: string;
  readonly result: Result;
  readonly query: string;
  readonly names: NodeNames;
}

const excerptLength = 160;

/** An article that was found: where it stands, what it says, why it is here. */
export function ResultCard({ graph, result, query, names }: ResultCardProps) {
  const { t, number } = useWords();
  const { rank, score, article, explanation } = result;
  return (
    <article className="sheet result" lang={article.language}>
      <header className="result__header">
        <h3>
          <span className="result__rank">{rank}</span>{' '}
          <Link href={readingPathOf(graph, article.id)}>{names(article.id)}</Link>
        </h3>
        <span className="result__score" title={t('ask.score')}>
          {number(score, 3)}
        </span>
      </header>
      {article.headingPath.length > 0 && <p className="quiet">{article.headingPath.join(' › ')}</p>}
      <ArticleWords text={article.text} query={query} />
      <p className="quiet">
        <Link href={`${pathOf(graph, 'graph')}?from=${encodeURIComponent(article.id)}`}>{t('ask.toGraph')}</Link>
      </p>
      {explanation && (
        <details className="result__why">
          <summary>{t('ask.why')}</summary>
          <div className="stack">
            <PathDrawing path={explanation.path} names={names} />
            <ScoreParts explanation={explanation} />
          </div>
        </details>
      )}
    </article>
  );
}

/** The text, long ones shut to their beginning; what the query says is marked. */
function ArticleWords({ text, query }: { readonly text: string; readonly query: string }) {
  const { t } = useWords();
  if (text.length <= excerptLength * 1.5) return <Marked text={text} query={query} />;
  return (
    <>
      <Marked text={`${text.slice(0, excerptLength)}…`} query={query} />
      <details>
        <summary className="quiet">{t('ask.whole')}</summary>
        <Marked text={text} query={query} />
      </details>
    </>
  );
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return (
    <p className="law result__text">
      {highlight(text, query).map(({ start, text: part, isMatch }) =>
        isMatch ? <mark key={start}>{part}</mark> : <span key={start}>{part}</span>,
      )}
    </p>
  );
}
