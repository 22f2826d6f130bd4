import { Link } from 'wouter';
import { highlight, type NodeNames, pathOf, Table, useWords, type Words } from '@lexhop/console-parts';
import type { Reading } from './asked.js';
import type { Explanation, PathStep, Result } from './use-answers.js';

const lists = ['text', 'dense', 'questions'] as const;

/** What an article was looked for with. */
export interface LookedFor {
  readonly query: string;
  readonly reading: Reading | undefined;
  readonly names: NodeNames;
}

/** Why an article is among the results, in one sentence: the reason that weighs most. */
export function whyOf(result: Result, lookedFor: LookedFor, words: Words): string {
  const { article, explanation } = result;
  if (lookedFor.reading?.references.some(({ id }) => id === article.id)) return words.t('why.named');
  if (!explanation) return '';
  const { parts, path, hop } = explanation;
  if (parts['cited']) return words.t('why.cited');
  const weightOf = (list: (typeof lists)[number]) => (parts[list]?.normalised ?? 0) * (parts[list]?.weight ?? 0);
  const [best = 'text'] = lists.toSorted((one, other) => weightOf(other) - weightOf(one));
  const [step] = path.toSorted((one, other) => other.score * other.weight - one.score * one.weight);
  if (step && hop > weightOf(best)) return tellStep(step, lookedFor.names, words);
  return best === 'dense' ? words.t('why.dense') : whyFoundOf(article.text, explanation, lookedFor.query, words);
}

/** Why words or questions found an article: the words that it shares with the query, else the question that it answers. */
function whyFoundOf(text: string, { parts }: Explanation, query: string, { t }: Words): string {
  const said = new Set(highlight(text, query).flatMap((part) => (part.isMatch ? [part.text] : [])));
  if (said.size > 0) return t('why.text', { words: [...said].slice(0, 4).join(t('why.and')) });
  const answered = parts['questions']?.question?.text;
  return answered === undefined ? t('why.title') : t('why.questions', { text: answered });
}

/** One step of a path, in a sentence. */
export function tellStep({ from, edge }: PathStep, names: NodeNames, { t }: Words): string {
  const values = { from: names(from), text: edge.text };
  if (edge.kind === 'hierarchy') return t('ask.path.hierarchy', { from: values.from });
  return t(`ask.path.${edge.kind}.${edge.direction}`, values);
}

interface WhyProps {
  readonly result: Result;
  readonly names: NodeNames;
}

/** The path to an article, drawn and told, and what its score is made of: a click away. */
export function Why({ result: { article, explanation }, names }: WhyProps) {
  const { t, number } = useWords();
  if (!explanation) return undefined;
  const along = explanation.path.map(({ from }) => from);
  const parameters = new URLSearchParams({ from: [...along, article.id].join() });
  return (
    <details className="why">
      <summary className="quiet">{t('ask.why')}</summary>
      <div className="stack">
        <PathDrawing path={explanation.path} names={names} />
        {explanation.rerank && (
          <p>{t('why.rerank', { model: explanation.rerank.by, from: number(explanation.rerank.from) })}</p>
        )}
        <ScoreParts explanation={explanation} />
        <Link href={`${pathOf('graph')}?${parameters.toString()}`}>{t('ask.toGraph')}</Link>
      </div>
    </details>
  );
}

interface PathDrawingProps {
  readonly path: readonly PathStep[];
  readonly names: NodeNames;
}

/** How the search came to an article: each step drawn as query, seed, edge and article, and told in a sentence. */
function PathDrawing({ path, names }: PathDrawingProps) {
  const words = useWords();
  const { t, number } = words;
  return (
    <section className="path">
      {path.length === 0 && <p>{t('ask.path.direct')}</p>}
      <ol className="stack stack--tight">
        {path.map((step) => (
          <li key={`${step.from} ${step.edge.id}`} className="stack stack--tight">
            <div className="path__drawing" aria-hidden="true">
              <span className="path__node path__node--query">{t('ask.path.query')}</span>
              <span className="path__line" />
              <span className="path__node">{names(step.from)}</span>
              <span
                className={`path__edge path__edge--${step.edge.direction}`}
                style={{ color: `var(--${step.edge.kind})` }}
              >
                {t(`ask.path.kind.${step.edge.kind}`)}
              </span>
              <span className="path__node path__node--here">{t('ask.path.here')}</span>
            </div>
            <p>
              {tellStep(step, names, words)}{' '}
              <span className="quiet">{t('ask.path.gave', { gain: number(step.score * step.weight, 3) })}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a score is made of: each list's part, their sum, and what the hop added. */
function ScoreParts({ explanation: { parts, entryScore, hop } }: { readonly explanation: Explanation }) {
  const { t, number } = useWords();
  const rows = lists.flatMap((list) => {
    const part = parts[list];
    if (!part) return [];
    const name = (
      <>
        {t(`ask.part.${list}`)}
        {part.question && <q className="score__question">{part.question.text}</q>}
      </>
    );
    const [raw, normalised, weight] = [number(part.raw, 3), number(part.normalised, 3), number(part.weight, 2)];
    return [{ key: list, name, raw, normalised, weight }];
  });
  return (
    <Table
      headed
      columns={[
        ['name', t('ask.part')],
        ...(['raw', 'normalised', 'weight'] as const).map((part) => [part, t(`ask.part.${part}`), 'number'] as const),
      ]}
      rows={rows}
    >
      <Sum name={t('ask.part.entry')} value={entryScore} />
      <Sum name={t('ask.part.hop')} value={hop} />
    </Table>
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
