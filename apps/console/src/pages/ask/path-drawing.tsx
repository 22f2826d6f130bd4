import type { NodeNames } from '../../articles/article-names.js';
import { type Words } from '../../words/catalogues.js';
import { useWords } from '../../words/use-words.js';
import type { PathStep } from './answers.js';

/** One step of a path, in a sentence. */
export function tellStep({ from, edge }: PathStep, names: NodeNames, { t }: Pick<Words, 't'>): string {
  const values = { from: names(from), text: edge.text };
  if (edge.kind === 'question') return t(`ask.path.question.${edge.direction}`, values);
  if (edge.kind === 'citation') return t(`ask.path.citation.${edge.direction}`, values);
  return t('ask.path.hierarchy', { from: values.from });
}

interface PathDrawingProps {
  readonly path: readonly PathStep[];
  readonly names: NodeNames;
}

/** How the search came to an article: each step drawn as question, seed, edge and article, and told in a sentence. */
export function PathDrawing({ path, names }: PathDrawingProps) {
  const words = useWords();
  const { t, number } = words;
  return (
    <section className="path">
      <h4 className="quiet">{t('ask.path')}</h4>
      {path.length === 0 && <p>{t('ask.path.direct')}</p>}
      <ol className="stack stack--tight">
        {path.map((step) => (
          <li key={`${step.from} ${step.edge.id}`} className="stack stack--tight">
            <div className="path__drawing" aria-hidden="true">
              <span className="path__node path__node--query">{t('ask.path.query')}</span>
              <span className="path__line" />
              <span className="path__node">{names(step.from)}</span>
              <span className={`path__edge path__edge--${step.edge.kind} path__edge--${step.edge.direction}`}>
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
