import { createHash } from 'node:crypto';
import type { ArticleNode, BuildRun, Edge, EmbeddingSpace, PseudoQuery } from '@lexhop/graph-model';
import {
  type EdgeToSave,
  type GraphStores,
  importDraftingKey,
  type StatuteRecord,
  vectorOwnerOf,
} from '@lexhop/graph-store';
import { unpackVectors } from '@lexhop/vectors';
import { GraphFileError } from '../errors.js';
import type { GraphFileEnd, GraphFileLine, GraphFilePage } from './graph-file.js';
import { statuteFromNodes } from '@lexhop/graph-statutes';

/** Everything an import remembers from page to page. */
interface ImportState {
  readonly stores: GraphStores;
  readonly run: BuildRun;
  readonly space: EmbeddingSpace;
  readonly file: string;
  readonly records: Map<string, StatuteRecord>;
  readonly contentHashes: Map<string, string>;
  readonly draftedBy: Set<string>;
  /** How many edges there are at each node. */
  readonly degrees: Map<string, number>;
  readonly counts: Record<keyof GraphFileEnd, number>;
  nodesOfStatute: ArticleNode[];
  questionsOfNode: PseudoQuery[];
  ended: boolean;
}

/** The state of an import that has read its header. */
export function importState(stores: GraphStores, of: Pick<ImportState, 'run' | 'space' | 'file'>): ImportState {
  return {
    ...of,
    stores,
    records: new Map(),
    contentHashes: new Map(),
    draftedBy: new Set(),
    degrees: new Map(),
    counts: { nodes: 0, questions: 0, vectors: 0, edges: 0 },
    nodesOfStatute: [],
    questionsOfNode: [],
    ended: false,
  };
}

/** Saves a page of an exported graph. Throws a GraphFileError for a vector of another length, for a node of too many questions or edges, and at the end where lines are missing. */
export async function importPage(state: ImportState, { line, lines }: GraphFilePage): Promise<void> {
  const first = lines[0];
  if (!first) return;
  if ('node' in first)
    return saveNodes(
      state,
      lines.flatMap((each) => ('node' in each ? [each.node] : [])),
    );
  if ('question' in first)
    return saveQuestions(
      state,
      line,
      lines.flatMap((each) => ('question' in each ? [each.question] : [])),
    );
  await saveHeld(state);
  if ('vector' in first)
    return saveVectors(
      state,
      line,
      lines.flatMap((each) => ('vector' in each ? [each] : [])),
    );
  if ('edge' in first)
    return saveEdges(
      state,
      line,
      lines.flatMap((each) => ('edge' in each ? [edgeToSave(each.edge)] : [])),
    );
  for (const each of lines) {
    if ('statute' in each) state.records.set(each.statute.id, each.statute);
    if ('end' in each) end(state, line, each.end);
  }
}

/** What the file says of itself must be what was read: a file with holes is as wrong as one that is cut short. */
function end(state: ImportState, line: number, said: GraphFileEnd): void {
  for (const kind of ['nodes', 'questions', 'vectors', 'edges'] as const) {
    const [read, wanted] = [state.counts[kind], said[kind]];
    if (read !== wanted) {
      throw new GraphFileError(state.file, line, `its last line says ${wanted} ${kind}, and ${read} were read.`);
    }
  }
  state.ended = true;
}

/** What is asked of a node reads all of its edges: the one with most in all Taiwanese law has a few thousand. */
const mostEdgesOfNode = 100_000;

async function saveEdges(state: ImportState, line: number, edges: readonly EdgeToSave[]): Promise<void> {
  for (const id of edges.flatMap(({ source, target }) => [source, target])) {
    const degree = (state.degrees.get(id) ?? 0) + 1;
    if (degree > mostEdgesOfNode)
      throw new GraphFileError(
        state.file,
        line,
        `${id} has more than the ${mostEdgesOfNode} edges that a node may have.`,
      );
    state.degrees.set(id, degree);
  }
  const batch = { name: `import~${state.counts.edges}`, done: edges.length };
  // A scope of no kinds closes nothing: the edges come in order of id, not of their nodes.
  await state.stores.edges.saveEdges(state.run, batch, { kinds: [], from: '', to: '\uffff' }, edges);
  state.counts.edges += edges.length;
}

async function saveNodes(state: ImportState, nodes: readonly ArticleNode[]): Promise<void> {
  await state.stores.draft.saveNodes(state.run, nodes);
  state.counts.nodes += nodes.length;
  for (const node of nodes) state.contentHashes.set(node.id, node.contentHash);
  const groups = groupsOf([...state.nodesOfStatute, ...nodes], (node) => node.statuteId);
  state.nodesOfStatute = groups.pop() ?? [];
  await saveStatutes(state, groups);
}

/** A question bank may give an article a hundred each way. */
const mostQuestionsOfNode = 1_000;

async function saveQuestions(state: ImportState, line: number, questions: readonly PseudoQuery[]): Promise<void> {
  state.counts.questions += questions.length;
  for (const question of questions) state.draftedBy.add(question.draftedBy);
  const groups = groupsOf([...state.questionsOfNode, ...questions], (question) => question.nodeId);
  const crowded = groups.find(({ length }) => length > mostQuestionsOfNode)?.[0];
  if (crowded) {
    const reason = `${crowded.nodeId} has more than the ${mostQuestionsOfNode} questions that a node may have.`;
    throw new GraphFileError(state.file, line, reason);
  }
  state.questionsOfNode = groups.pop() ?? [];
  await saveDrafts(state, groups);
}

/** Saves the last statute and the last node's questions, which a following page might have gone on with. */
async function saveHeld(state: ImportState): Promise<void> {
  const { nodesOfStatute, questionsOfNode } = state;
  state.nodesOfStatute = [];
  state.questionsOfNode = [];
  await saveStatutes(state, nodesOfStatute.length > 0 ? [nodesOfStatute] : []);
  await saveDrafts(state, questionsOfNode.length > 0 ? [questionsOfNode] : []);
}

async function saveStatutes({ stores, run, records }: ImportState, groups: readonly ArticleNode[][]): Promise<void> {
  const statutes = groups.flatMap((nodes) => {
    const record = records.get(nodes[0]?.statuteId ?? '');
    return record ? [statuteFromNodes(record, nodes)] : [];
  });
  if (statutes.length > 0) await stores.imports.stageStatutes(run, statutes);
}

async function saveDrafts(
  { stores, run, contentHashes }: ImportState,
  groups: readonly PseudoQuery[][],
): Promise<void> {
  const drafts = groups.map((questions) => {
    const nodeId = questions[0]?.nodeId ?? '';
    return { nodeId, contentHash: contentHashes.get(nodeId) ?? '', draftingKey: importDraftingKey, questions };
  });
  if (drafts.length > 0) await stores.draft.saveDrafts(run, drafts);
}

/** Runs of items with the same key. */
function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(item)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

async function saveVectors(state: ImportState, line: number, rows: readonly VectorLine[]): Promise<void> {
  const { space, stores, run } = state;
  const unpacked = rows.map(({ vector, floats }, row) => {
    const bytes = Buffer.from(floats, 'base64');
    if (bytes.length === space.dimensions * Float32Array.BYTES_PER_ELEMENT) return unpackVectors(bytes);
    const numbers = bytes.length / Float32Array.BYTES_PER_ELEMENT;
    const reason = `the vector of ${vector} has ${numbers} numbers, and the graph's have ${space.dimensions}.`;
    throw new GraphFileError(state.file, line + row, reason);
  });
  // Only now: how long they are is the file's own word.
  const vectors = new Float32Array(rows.length * space.dimensions);
  for (const [row, numbers] of unpacked.entries()) vectors.set(numbers, row * space.dimensions);
  const links = rows.map((row) => ({ owner: ownerOf(state, row), hash: hashOf(row) }));
  await stores.draft.saveVectors(run, links, { hashes: links.map(({ hash }) => hash), vectors });
  state.counts.vectors += rows.length;
}

type VectorLine = Extract<GraphFileLine, { readonly vector: string }>;

function ownerOf({ contentHashes }: ImportState, { vector }: VectorLine): string {
  const contentHash = contentHashes.get(vector);
  return contentHash === undefined ? vector : vectorOwnerOf({ id: vector, contentHash });
}

function hashOf({ floats }: VectorLine): string {
  return createHash('sha256').update(`import\n${floats}`).digest('hex');
}

function edgeToSave(edge: Edge): EdgeToSave {
  if (edge.kind !== 'question') return edge;
  const { text: _text, keywords: _keywords, ...saved } = edge;
  return saved;
}
