import { useMutation } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Button, headingsIn, type NodeNames, ProblemNote, readingPathOf, useWords } from '@lexhop/console-parts';
import { edgesAt, type GraphEdge, type GraphNode, type View } from '@lexhop/graph-drawing';
import type { Chosen } from './use-view.js';

interface NodeButtonProps {
  readonly id: string;
  readonly names: NodeNames;
  readonly onChoose: (chosen: Chosen) => void;
}

/** The name of a node, which is pointed at by it. */
export function NodeButton({ id, names, onChoose }: NodeButtonProps) {
  return (
    <button type="button" className="plain graph-page__end" onClick={() => onChoose({ node: id })}>
      {names(id)}
    </button>
  );
}

interface EdgeSentenceProps extends Omit<NodeButtonProps, 'id'> {
  readonly edge: GraphEdge;
}

/** An edge told: from where to where, with its question and score, or the words that cite. */
function EdgeSentence({ edge, ...ways }: EdgeSentenceProps) {
  const { t, number } = useWords();
  return (
    <div className="ruled" style={{ borderColor: `var(--${edge.kind})` }}>
      <p>
        <NodeButton id={edge.source} {...ways} /> <span aria-hidden="true">→</span>{' '}
        <NodeButton id={edge.target} {...ways} />{' '}
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

function ChosenNode({ view, names, node, onChoose, onExpand }: ChosenNodeProps) {
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
        <Link href={readingPathOf(node.id)}>{t('graph.read')}</Link>
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
function Expand({ id, onExpand }: Pick<ChosenNodeProps, 'onExpand'> & { readonly id: string }) {
  const { t } = useWords();
  const { mutate, isPending, error } = useMutation({ mutationFn: () => onExpand(id) });
  return (
    <>
      <Button look="small" disabled={isPending} onClick={() => mutate()}>
        {t('graph.expand')}
      </Button>
      {error && <ProblemNote error={error} onRetry={() => mutate()} />}
    </>
  );
}
