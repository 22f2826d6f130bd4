import type { Schema } from '@lexhop/client';
import { degreesOf, type EdgeKind, edgeKinds, scoreOf, type View } from './view.js';

export type Overview = Schema<'GraphOverview'>;

/** A circle of the picture. */
export interface PictureNode {
  readonly id: string;
  readonly label: string;
  /** Radius in pixels at the usual distance. */
  readonly size: number;
  /** Which colour of the palette; the nodes of one statute have one. */
  readonly cluster: number;
}

/** A line of the picture; `count` is how many edges it stands for, where they are bundled. */
export interface PictureEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** In pixels. */
  readonly width: number;
  readonly kind: EdgeKind;
  readonly count?: number;
}

/** What is drawn, whatever it is of: a whole graph by its statutes, or articles. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
}

/** Colours that can be told apart; statutes beyond them share the last, which is grey. */
export const clusters = 9;

/** The colour of each statute: those that come first have one of their own. */
export function clustersOf(statutes: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(statutes.map(({ id }, place) => [id, Math.min(place, clusters - 1)]));
}

interface Box {
  readonly width: number;
  readonly height: number;
}

/** As large as the picture is on a usual screen, in pixels. */
export const usualPicture = { width: 640, height: 480 } as const;
/** The share of the picture that its circles may cover together, so that there is room between them. */
const mostCovered = 0.12;
const [smallest, thinnest] = [2, 0.5];
/** Where there are more lines than this, each is thinner. */
const roomyLines = 300;

function shrunk(nodes: readonly PictureNode[], share: number): readonly PictureNode[] {
  return nodes.map((node) => ({ ...node, size: Math.max(smallest, node.size * Math.min(1, share)) }));
}

/** The same picture with circles and lines that leave room, however many there are. */
function withRoom({ nodes, edges }: Picture): Picture {
  const covered = nodes.reduce((sum, { size }) => sum + Math.PI * size ** 2, 0);
  const room = mostCovered * usualPicture.width * usualPicture.height;
  const thinned = Math.min(1, roomyLines / Math.max(1, edges.length));
  return {
    nodes: shrunk(nodes, Math.sqrt(room / Math.max(1, covered))),
    edges: edges.map((edge) => ({ ...edge, width: Math.max(thinnest, edge.width * thinned) })),
  };
}

/** The same picture with smaller circles where its place is smaller than usual. */
export function fitted({ nodes, edges }: Picture, { width, height }: Box): Picture {
  return { nodes: shrunk(nodes, Math.sqrt((width * height) / (usualPicture.width * usualPicture.height))), edges };
}

/** Articles and their edges; the more edges, the larger. */
export function pictureOfView(
  view: View,
  names: (id: string) => string,
  clusterOf: ReadonlyMap<string, number>,
): Picture {
  const degrees = degreesOf(view);
  return withRoom({
    nodes: [...view.nodes.values()].map(({ id, statuteId }) => ({
      id,
      label: names(id),
      size: 4 + Math.min(10, 1.5 * Math.sqrt(degrees.get(id) ?? 0)),
      cluster: clusterOf.get(statuteId) ?? clusters - 1,
    })),
    edges: [...view.edges.values()].map((edge) => ({
      id: edge.id,
      source: edge.source,
      target: edge.target,
      width: 1 + 2 * scoreOf(edge),
      kind: edge.kind,
    })),
  });
}

/** Statutes, as large as they have articles, and all edges from one to another as one line. */
export function pictureOfOverview({ statutes, links }: Overview): Picture {
  const clusterOf = clustersOf(statutes);
  const lines = bundled(links);
  const heaviest = Math.max(1, ...lines.map(({ edges }) => countOf(edges)));
  const largest = Math.max(1, ...statutes.map(({ articles }) => articles));
  return withRoom({
    nodes: statutes.map(({ id, title, articles }) => ({
      id,
      label: title,
      size: 6 + 30 * Math.sqrt(articles / largest),
      cluster: clusterOf.get(id) ?? clusters - 1,
    })),
    edges: lines.map(({ source, target, edges }) => {
      const count = countOf(edges);
      const width = 0.75 + 5 * (count / heaviest);
      return { id: `${source} ${target}`, source, target, width, kind: mostOf(edges), count };
    }),
  });
}

type Counts = Overview['links'][number]['edges'];

/** How many edges a link stands for. */
export function countOf(edges: Counts): number {
  return edgeKinds.reduce((sum, kind) => sum + (edges[kind] ?? 0), 0);
}

function mostOf(edges: Counts): EdgeKind {
  return edgeKinds.reduce((most, kind) => ((edges[kind] ?? 0) > (edges[most] ?? 0) ? kind : most));
}

function sumOf(one: Counts, other: Counts): Counts {
  return Object.fromEntries(edgeKinds.map((kind) => [kind, (one[kind] ?? 0) + (other[kind] ?? 0)]));
}

/** The links of each pair of statutes as one, whichever way they lead. */
function bundled(links: Overview['links']): Overview['links'] {
  const pairs = new Map<string, Overview['links'][number]>();
  for (const link of links) {
    const id = [link.source, link.target].toSorted().join(' ');
    const other = pairs.get(id);
    pairs.set(id, { ...(other ?? link), edges: other ? sumOf(link.edges, other.edges) : link.edges });
  }
  return [...pairs.values()];
}
