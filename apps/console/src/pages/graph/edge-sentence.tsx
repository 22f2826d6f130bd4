import { useWords } from '../../words/use-words.js';
import type { NodeNames } from '../../articles/article-names.js';
import type { Chosen, GraphEdge } from './view.js';

interface EdgeSentenceProps {
  readonly edge: GraphEdge;
  readonly names: NodeNames;
  readonly onChoose: (chosen: Chosen) => void;
}

/** An edge told: from where to where, with its question and score, or the words that cite. */
export function EdgeSentence({ edge, names, onChoose }: EdgeSentenceProps) {
  const { t, number } = useWords();
  const end = (id: string) => (
    <button type="button" className="graph-page__end" onClick={() => onChoose({ node: id })}>
      {names(id)}
    </button>
  );
  return (
    <div className={`edge edge--${edge.kind}`}>
      <p>
        {end(edge.source)} <span aria-hidden="true">→</span> {end(edge.target)}{' '}
        {edge.kind === 'question' && (
          <span className="quiet">{t('graph.score', { score: number(edge.score, 3) })}</span>
        )}
      </p>
      {edge.kind === 'question' && <p>{t('graph.edge.question', { text: edge.text })}</p>}
      {edge.kind === 'citation' && (
        <p>{t(edge.mutatisMutandis ? 'graph.edge.mutatisMutandis' : 'graph.edge.citation', { text: edge.text })}</p>
      )}
      {edge.kind === 'hierarchy' && <p>{t(`graph.edge.${edge.relation}`)}</p>}
    </div>
  );
}
