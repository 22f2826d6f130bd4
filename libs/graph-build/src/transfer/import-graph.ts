import { createHash } from 'node:crypto';
import { asError } from '@lexhop/foundation';
import type { ArticleNode, Build, BuildRun, Edge, EmbeddingSpace, PseudoQuery } from '@lexhop/graph-model';
import {
  type EdgeToSave,
  type GraphStores,
  importDraftingKey,
  type StatuteRecord,
  vectorOwnerOf,
} from '@lexhop/graph-store';
import { unpackVectors } from '@lexhop/vectors';
import { GraphFileError } from '../errors/graph-file-error.js';
import type { GraphBuildParts } from '../graph-build-parts.js';
import { checkStep } from '../steps/5-check.js';
import type { GraphFileLine } from './graph-file.js';
import { readGraphFile } from './read-graph-file.js';
import { statuteFromNodes } from './statute-from-nodes.js';

/** Everything an import remembers from line to line. */
interface ImportState {
  readonly stores: GraphStores;
  readonly run: BuildRun;
  readonly space: EmbeddingSpace;
  readonly records: Map<string, StatuteRecord>;
  readonly contentHashes: Map<string, string>;
  nodesOfStatute: ArticleNode[];
  questionsOfNode: PseudoQuery[];
  readonly draftedBy: Set<string>;
  edges: number;
  ended: boolean;
}

/**
 * Makes an exported build the active build of a graph, its statutes included. In one piece: until it is whole, the
 * build before stays active; a file that is cut short or wrong is a GraphFileError and nothing is activated.
 */
export async function importGraph(
  parts: GraphBuildParts,
  graph: string,
  file: { readonly name: string; readonly content: AsyncIterable<Uint8Array> },
): Promise<Build> {
  const pages = readGraphFile(file);
  const first = await pages.next();
  const header = first.done ? undefined : first.value.lines[0];
  if (!header || !('lexhop' in header)) throw new GraphFileError(file.name, 1, 'this is not an exported graph.');
  const build = await parts.stores.builds.begin(graph, { settings: header.settings, draftedBy: [] });
  const run = { graph, number: build.number, run: build.run };
  try {
    await parts.stores.builds.save(run, { space: header.space });
    await importLines(parts, { run, space: header.space, file: file.name }, pages);
    await checkStep.finish({ parts, run, build: await freshBuild(parts, build), signal: new AbortController().signal });
  } catch (thrown) {
    await parts.stores.builds.save(run, { state: 'failed', failure: `The import failed: ${asError(thrown).message}` });
    throw thrown;
  }
  return freshBuild(parts, build);
}

async function freshBuild(parts: GraphBuildParts, build: Build): Promise<Build> {
  return (await parts.stores.builds.find(build)) ?? build;
}

async function importLines(
  { stores }: GraphBuildParts,
  { run, space, file }: { readonly run: BuildRun; readonly space: EmbeddingSpace; readonly file: string },
  pages: ReturnType<typeof readGraphFile>,
): Promise<void> {
  const state: ImportState = {
    stores,
    run,
    space,
    edges: 0,
    ended: false,
    records: new Map(),
    contentHashes: new Map(),
    draftedBy: new Set(),
    nodesOfStatute: [],
    questionsOfNode: [],
  };
  let line = 1;
  for await (const page of pages) {
    line = page.line;
    await savePage(state, page.lines);
  }
  await stores.builds.save(run, { draftedBy: [...state.draftedBy].toSorted() });
  if (!state.ended) throw new GraphFileError(file, line, 'the file is cut short: its last line is missing.');
}

async function savePage(state: ImportState, lines: readonly GraphFileLine[]): Promise<void> {
  const first = lines[0];
  if (!first) return;
  if ('node' in first)
    return saveNodes(
      state,
      lines.flatMap((line) => ('node' in line ? [line.node] : [])),
    );
  if ('question' in first)
    return saveQuestions(
      state,
      lines.flatMap((line) => ('question' in line ? [line.question] : [])),
    );
  await saveHeld(state);
  if ('vector' in first)
    return saveVectors(
      state,
      lines.flatMap((line) => ('vector' in line ? [line] : [])),
    );
  if ('edge' in first)
    return saveEdges(
      state,
      lines.flatMap((line) => ('edge' in line ? [edgeToSave(line.edge)] : [])),
    );
  for (const line of lines) {
    if ('statute' in line) state.records.set(line.statute.id, line.statute);
    if ('end' in line) state.ended = true;
  }
}

async function saveEdges(state: ImportState, edges: readonly EdgeToSave[]): Promise<void> {
  const batch = { name: `import~${state.edges}`, done: edges.length };
  // A scope of no kinds closes nothing: the edges come in order of id, not of their nodes.
  await state.stores.edges.saveEdges(state.run, batch, { kinds: [], from: '', to: '\uffff' }, edges);
  state.edges += edges.length;
}

async function saveNodes(state: ImportState, nodes: readonly ArticleNode[]): Promise<void> {
  await state.stores.draft.saveNodes(state.run, nodes);
  for (const node of nodes) state.contentHashes.set(node.id, node.contentHash);
  const groups = groupsOf([...state.nodesOfStatute, ...nodes], (node) => node.statuteId);
  state.nodesOfStatute = groups.pop() ?? [];
  await saveStatutes(state, groups);
}

async function saveQuestions(state: ImportState, questions: readonly PseudoQuery[]): Promise<void> {
  for (const question of questions) state.draftedBy.add(question.draftedBy);
  const groups = groupsOf([...state.questionsOfNode, ...questions], (question) => question.nodeId);
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
  if (statutes.length > 0) await stores.statutes.put(run.graph, statutes);
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

async function saveVectors(state: ImportState, lines: readonly { vector: string; floats: string }[]): Promise<void> {
  const { space, stores, run, contentHashes } = state;
  const vectors = new Float32Array(lines.length * space.dimensions);
  const links = lines.map(({ vector, floats }, row) => {
    vectors.set(unpackVectors(Buffer.from(floats, 'base64')), row * space.dimensions);
    const hash = createHash('sha256').update(`import\n${floats}`).digest('hex');
    const contentHash = contentHashes.get(vector);
    return { owner: contentHash === undefined ? vector : vectorOwnerOf({ id: vector, contentHash }), hash };
  });
  const hashes = links.map((link) => link.hash);
  await stores.draft.saveVectors(run, links, { hashes, vectors });
}

function edgeToSave(edge: Edge): EdgeToSave {
  if (edge.kind !== 'question') return edge;
  const { text: _text, keywords: _keywords, ...saved } = edge;
  return saved;
}
