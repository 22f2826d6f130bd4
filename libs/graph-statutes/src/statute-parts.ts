import type { ArticleNode } from '@lexhop/graph-model';
import type { StatuteRecord, StatuteWithNodes } from '@lexhop/graph-store';
import { readStatutes, type Statute, type StatuteWarning } from '@lexhop/statutes';
import { articleNodesOf } from './article-nodes.js';

/** A statute file that is being read. */
export interface StatuteFile {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** What reading a file gives, in the file's order. */
export type StatuteEvent = { readonly warning: StatuteWarning } | StatuteWithNodes;

/** A part of such an event, as a thread sends it. Nodes without a statute belong to the next statute. */
export type StatutePart = StatuteEvent | { readonly nodes: readonly ArticleNode[] };

const nodesTogether = 500;
const partsTogether = 100;

/** Reads in the calling thread. */
export async function* eventsHere(content: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<StatuteEvent> {
  for await (const event of readStatutes(content, { fileName: name })) {
    if (event.kind === 'warning') yield { warning: event.warning };
    else yield { statute: recordOf(event.statute, name), nodes: articleNodesOf(event.statute) };
  }
}

/** Reads in a thread of its own: gives several events at a time, in short parts. If the file proves unreadable, what was read comes before the error. */
export async function* statuteParts(
  content: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<readonly StatutePart[]> {
  let parts: StatutePart[] = [];
  try {
    for await (const part of partsHere(content, name)) {
      parts.push(part);
      if (parts.length < partsTogether && nodesIn(parts) < nodesTogether) continue;
      yield parts;
      parts = [];
    }
  } catch (thrown) {
    yield parts;
    throw thrown;
  }
  yield parts;
}

async function* partsHere(content: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<StatutePart> {
  for await (const event of eventsHere(content, name)) {
    if ('warning' in event) yield event;
    else yield* partsOf(event);
  }
}

function nodesIn(parts: readonly StatutePart[]): number {
  return parts.reduce((sum, part) => sum + ('nodes' in part ? part.nodes.length : 0), 0);
}

function* partsOf({ statute, nodes }: StatuteWithNodes): Generator<StatutePart> {
  let from = 0;
  for (; nodes.length - from > nodesTogether; from += nodesTogether)
    yield { nodes: nodes.slice(from, from + nodesTogether) };
  yield { statute, nodes: nodes.slice(from) };
}

function recordOf(statute: Statute, sourceFile: string): StatuteRecord {
  const { articles, ...record } = statute;
  return { ...record, sourceFile, articleCount: articles.length };
}
