import { useState } from 'react';
import { Link } from 'wouter';
import { headingsIn, type NodeNames, ProblemNote, readingPathOf, useWords } from '@lexhop/console-parts';
import { edgesAt, type GraphEdge, type GraphNode, type View } from '@lexhop/graph-drawing';
import type { Chosen } from './use-view.js';

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
    <div className="edge" style={{ borderColor: `var(--${edge.kind})` }}>
      <p>
        {end(edge.source)} <span aria-hidden="true">→</span> {end(edge.target)}{' '}
        {edge.kind === 'question' && (
          <span className="quiet edge__score">{t('graph.score', { score: number(edge.score, 3) })}</span>
        )}
      </p>
      <p>
        {edge.kind === 'hierarchy'
          ? t(`graph.edge.${edge.relation}`)
          : t(`graph.edge.${edge.kind}`, { text: edge.text })}
      </p>
    </div>
  );
}

interface ChosenPartProps {
  readonly graph: string;
  readonly view: View;
  readonly names: NodeNames;
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onExpand: (id: string) => Promise<void>;
}

/** What the reader points at: an article with its text and edges, or an edge with its question; else what to do. */
export function ChosenPart({ chosen, ...parts }: ChosenPartProps) {
  const { t } = useWords();
  const node = chosen.node === undefined ? undefined : parts.view.nodes.get(chosen.node);
  const edge = chosen.edge === undefined ? undefined : parts.view.edges.get(chosen.edge);
  return (
    <aside className="sheet stack graph-page__chosen" aria-live="polite" aria-label={t('graph.chosen')}>
      {node && <ChosenNode key={node.id} node={node} {...parts} />}
      {edge && (
        <>
          <h2>{t(`graph.kind.${edge.kind}`)}</h2>
          <EdgeSentence edge={edge} names={parts.names} onChoose={parts.onChoose} />
        </>
      )}
      {!node && !edge && <p className="quiet">{t('graph.chosen.none')}</p>}
    </aside>
  );
}

type ChosenNodeProps = Omit<ChosenPartProps, 'chosen'> & { readonly node: GraphNode };

function ChosenNode({ graph, view, names, node, onChoose, onExpand }: ChosenNodeProps) {
  const { t } = useWords();
  const edges = edgesAt(view, node.id);
  return (
    <>
      <h2>{names(node.id)}</h2>
      {node.headingPath.length > 0 && <p className="quiet">{headingsIn(node.headingPath)}</p>}
      <p className="law graph-page__text" lang={node.language}>
        {node.text}
      </p>
      <div className="row">
        <Expand id={node.id} onExpand={onExpand} />
        <Link href={readingPathOf(graph, node.id)}>{t('graph.read')}</Link>
      </div>
      <h3>{t('graph.edges', { count: edges.length })}</h3>
      <ul className="stack stack--tight">
        {edges.map((edge) => (
          <li key={edge.id}>
            <EdgeSentence edge={edge} names={names} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Fetches the neighbours of a node: one more hop. */
function Expand({ id, onExpand }: { readonly id: string; readonly onExpand: (id: string) => Promise<void> }) {
  const { t } = useWords();
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false });
  const expand = async () => {
    setState({ busy: true });
    try {
      await onExpand(id);
      setState({ busy: false });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <>
      <button type="button" className="button button--small" disabled={state.busy} onClick={() => void expand()}>
        {t('graph.expand')}
      </button>
      {state.error !== undefined && <ProblemNote error={state.error} onRetry={() => void expand()} />}
    </>
  );
}
