import type { ArticleNode, Edge } from '@lexhop/graph-model';
import type { Subgraph } from '@lexhop/retrieval';
import { shortened } from '../terminal/spell.js';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

/** `lexhop show ARTICLE`: its text and its edges. */
export function showCommand(context: CommandContext, id: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const path = `/graphs/${graph}/articles/${encodeURIComponent(id)}`;
    const [article, around] = await Promise.all([
      client.get<ArticleNode>(path),
      client.get<Subgraph>(`${path}/neighbours`),
    ]);
    if (json) return context.output.json({ article, ...around });
    context.output.line(
      `${article.statuteTitle} ${article.number}  [${article.id}]  ${article.headingPath.join(' / ')}`,
    );
    context.output.line(article.text);
    for (const edge of around.edges) context.output.line(`  ${tellEdge(edge, id)}`);
  });
}

function tellEdge(edge: Edge, id: string): string {
  const end = edge.source === id ? `→ ${edge.target}` : `← ${edge.source}`;
  if (edge.kind === 'question') return `${end}  question ${edge.score.toFixed(3)}  ${shortened(edge.text, 60)}`;
  return edge.kind === 'citation' ? `${end}  citation 「${edge.text}」` : `${end}  ${edge.relation}`;
}
