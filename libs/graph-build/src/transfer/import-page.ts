import { createHash } from 'node:crypto';
import type { ArticleNode, BuildRun, Edge, EmbeddingSpace, PseudoQuery } from '@lexhop/graph-model';
import { type GraphStores, importDraftingKey, type StatuteRecord, vectorOwnerOf } from '@lexhop/graph-store';
import { statuteFromNodes } from '@lexhop/graph-statutes';
import { unpackVectors } from '@lexhop/vectors';
import { GraphFileError } from '../errors.js';
import type { GraphFileEnd, GraphFileLine, GraphFilePage } from './graph-file.js';

type LineOf<Kind extends string> = Extract<GraphFileLine, Readonly<Record<Kind, unknown>>>;

/** What is asked of a node reads all of its edges: the one with most in all Taiwanese law has a few thousand. */
const mostEdgesOfNode = 100_000;
/** A question bank may give an article a hundred each way. */
const mostQuestionsOfNode = 1_000;

/** What is imported, and into which build. */
interface Imported {
  readonly stores: GraphStores;
  readonly run: BuildRun;
  readonly space: EmbeddingSpace;
  /** The name of the file. */
  readonly file: string;
}

/** An import that has read the header of its file. It saves the pages, and remembers of them what the next ones need. */
export class PageImport {
  readonly draftedBy = new Set<string>();
  /** Whether the last line was there, and said what was read. */
  ended = false;
  readonly #records = new Map<string, StatuteRecord>();
  readonly #contentHashes = new Map<string, string>();
  /** How many edges there are at each node. */
  readonly #degrees = new Map<string, number>();
  readonly #counts: Record<keyof GraphFileEnd, number> = { nodes: 0, questions: 0, vectors: 0, edges: 0 };
  /** Those of the last statute, and of the last node, which a following page may go on with. */
  #nodesOfStatute: readonly ArticleNode[] = [];
  #questionsOfNode: readonly PseudoQuery[] = [];

  constructor(private readonly imported: Imported) {}

  /** Saves a page. Throws a GraphFileError for a vector of another length, for a node of too many questions or edges, and at the end where lines are missing. */
  async save({ line, lines }: GraphFilePage): Promise<void> {
    const [first] = lines;
    if (!first) return;
    if ('node' in first) return this.#saveNodes(linesOf('node', lines).map(({ node }) => node));
    if ('question' in first) {
      const questions = linesOf('question', lines).map(({ question }) => question);
      return this.#saveQuestions(line, questions);
    }
    await this.#saveHeld();
    if ('vector' in first) return this.#saveVectors(line, linesOf('vector', lines));
    if ('edge' in first)
      return this.#saveEdges(
        line,
        linesOf('edge', lines).map(({ edge }) => edge),
      );
    for (const { statute } of linesOf('statute', lines)) this.#records.set(statute.id, statute);
    for (const { end } of linesOf('end', lines)) this.#end(line, end);
  }

  /** What the file says of itself must be what was read: a file with holes is as wrong as one that is cut short. */
  #end(line: number, said: GraphFileEnd): void {
    for (const kind of ['nodes', 'questions', 'vectors', 'edges'] as const) {
      const [read, wanted] = [this.#counts[kind], said[kind]];
      if (read !== wanted) throw this.#error(line, `its last line says ${wanted} ${kind}, and ${read} were read.`);
    }
    this.ended = true;
  }

  async #saveNodes(nodes: readonly ArticleNode[]): Promise<void> {
    const { stores, run } = this.imported;
    await stores.draft.saveNodes(run, nodes);
    this.#counts.nodes += nodes.length;
    for (const node of nodes) this.#contentHashes.set(node.id, node.contentHash);
    const groups = groupsOf([...this.#nodesOfStatute, ...nodes], (node) => node.statuteId);
    this.#nodesOfStatute = groups.pop() ?? [];
    await this.#saveStatutes(groups);
  }

  async #saveQuestions(line: number, questions: readonly PseudoQuery[]): Promise<void> {
    this.#counts.questions += questions.length;
    for (const question of questions) this.draftedBy.add(question.draftedBy);
    const groups = groupsOf([...this.#questionsOfNode, ...questions], (question) => question.nodeId);
    const crowded = groups.find(({ length }) => length > mostQuestionsOfNode)?.[0]?.nodeId;
    if (crowded !== undefined)
      throw this.#error(line, `${crowded} has more than the ${mostQuestionsOfNode} questions that a node may have.`);
    this.#questionsOfNode = groups.pop() ?? [];
    await this.#saveDrafts(groups);
  }

  /** Saves the last statute and the questions of the last node, once no page can go on with them. */
  async #saveHeld(): Promise<void> {
    const [nodes, questions] = [this.#nodesOfStatute, this.#questionsOfNode];
    [this.#nodesOfStatute, this.#questionsOfNode] = [[], []];
    await this.#saveStatutes(nodes.length > 0 ? [nodes] : []);
    await this.#saveDrafts(questions.length > 0 ? [questions] : []);
  }

  async #saveStatutes(groups: readonly (readonly ArticleNode[])[]): Promise<void> {
    const statutes = groups.flatMap((nodes) => {
      const record = this.#records.get(nodes[0]?.statuteId ?? '');
      return record ? [statuteFromNodes(record, nodes)] : [];
    });
    if (statutes.length > 0) await this.imported.stores.imports.stageStatutes(this.imported.run, statutes);
  }

  async #saveDrafts(groups: readonly (readonly PseudoQuery[])[]): Promise<void> {
    const drafts = groups.map((questions) => {
      const nodeId = questions[0]?.nodeId ?? '';
      const contentHash = this.#contentHashes.get(nodeId) ?? '';
      return { nodeId, contentHash, draftingKey: importDraftingKey, questions };
    });
    if (drafts.length > 0) await this.imported.stores.draft.saveDrafts(this.imported.run, drafts);
  }

  async #saveVectors(line: number, rows: readonly LineOf<'vector'>[]): Promise<void> {
    const { space, stores, run } = this.imported;
    const unpacked = rows.map(({ vector, floats }, row) => {
      const bytes = Buffer.from(floats, 'base64');
      const numbers = bytes.length / Float32Array.BYTES_PER_ELEMENT;
      if (numbers === space.dimensions) return unpackVectors(bytes);
      const reason = `the vector of ${vector} has ${numbers} numbers, and the graph's have ${space.dimensions}.`;
      throw this.#error(line + row, reason);
    });
    // Only now: how long they are is the file's own word.
    const vectors = new Float32Array(rows.length * space.dimensions);
    for (const [row, numbers] of unpacked.entries()) vectors.set(numbers, row * space.dimensions);
    const links = rows.map(({ vector, floats }) => ({ owner: this.#ownerOf(vector), hash: hashOf(floats) }));
    await stores.draft.saveVectors(run, links, { hashes: links.map(({ hash }) => hash), vectors });
    this.#counts.vectors += rows.length;
  }

  #ownerOf(id: string): string {
    const contentHash = this.#contentHashes.get(id);
    return contentHash === undefined ? id : vectorOwnerOf({ id, contentHash });
  }

  async #saveEdges(line: number, edges: readonly Edge[]): Promise<void> {
    const { stores, run } = this.imported;
    for (const id of edges.flatMap(({ source, target }) => [source, target])) {
      const degree = (this.#degrees.get(id) ?? 0) + 1;
      if (degree > mostEdgesOfNode)
        throw this.#error(line, `${id} has more than the ${mostEdgesOfNode} edges that a node may have.`);
      this.#degrees.set(id, degree);
    }
    const batch = { name: `import~${this.#counts.edges}`, done: edges.length };
    // A scope of no kinds closes nothing: the edges come in order of id, not of their nodes.
    await stores.edges.saveEdges(run, batch, { kinds: [], from: '', to: '\uffff' }, edges);
    this.#counts.edges += edges.length;
  }

  #error(line: number, reason: string): GraphFileError {
    return new GraphFileError(this.imported.file, line, reason);
  }
}

function linesOf<Kind extends string>(kind: Kind, lines: readonly GraphFileLine[]): readonly LineOf<Kind>[] {
  return lines.filter((line): line is LineOf<Kind> => kind in line);
}

/** Runs of items with the same key. */
function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): (readonly Item[])[] {
  const groups: Item[][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && keyOf(last[0]) === keyOf(item)) last.push(item);
    else groups.push([item]);
  }
  return groups;
}

function hashOf(floats: string): string {
  return createHash('sha256').update(`import\n${floats}`).digest('hex');
}
