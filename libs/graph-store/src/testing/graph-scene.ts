import { createHash, randomUUID } from 'node:crypto';
import type {
  ArticleNode,
  Build,
  BuildRun,
  BuildSettings,
  Edge,
  EmbeddingSpace,
  PseudoQuery,
} from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import { aQuestion, aStatute } from './nodes.js';

/** A fresh graph in a store, with an embedding space of its own, and the moves that contract suites make on it. */
export class GraphScene {
  readonly graph = `scene-${randomUUID()}`;
  readonly space: EmbeddingSpace = {
    provider: 'mock',
    model: 'scene',
    revision: this.graph,
    dimensions: 4,
    precision: 'fp32',
    preparation: '1',
    semantic: false,
    reproducible: true,
  };

  constructor(readonly stores: GraphStores) {}

  /** Puts the nodes as statutes; every statute that is among them is replaced. */
  async put(...nodes: ArticleNode[]): Promise<void> {
    const ids = [...new Set(nodes.map((node) => node.statuteId))];
    const statutes = ids.map((id) => aStatute(nodes.filter((node) => node.statuteId === id)));
    await this.stores.statutes.put(this.graph, statutes);
  }

  async begin(settings: Partial<BuildSettings> = {}): Promise<BuildRun> {
    return runOf(await this.stores.builds.begin(this.graph, aNewBuild(settings)));
  }

  /** Begins a build and compares. */
  async compared(settings: Partial<BuildSettings> = {}): Promise<BuildRun> {
    const run = await this.begin(settings);
    await this.stores.draft.compare(run);
    return run;
  }

  /** Drafts what is undrafted: one incoming and one outgoing question of each node's text. */
  async draft(run: BuildRun, fallbackKey = 'test/drafter@1'): Promise<readonly PseudoQuery[]> {
    const undrafted = await this.stores.draft.undrafted(run, { limit: 1_000, fallbackKey });
    const drafts = undrafted.map(({ node, draftingKey }) => {
      const questions = [
        aQuestion(node.id, 'incoming', `${node.text}？`),
        aQuestion(node.id, 'outgoing', `然後呢：${node.text}？`),
      ];
      return { nodeId: node.id, contentHash: node.contentHash, draftingKey, questions };
    });
    await this.stores.draft.saveDrafts(run, drafts);
    return drafts.flatMap((draft) => draft.questions);
  }

  /** Embeds what is unembedded, in this scene's space; returns the owners. */
  async embed(run: BuildRun, space = this.space): Promise<readonly string[]> {
    await this.stores.builds.save(run, { space });
    const missing = await this.stores.draft.unembedded(run, { limit: 10_000 });
    const links = missing.map(({ owner, role, text }) => ({ owner, hash: hashOf(`${role} ${text}`) }));
    const hashes = [...new Set(links.map((link) => link.hash))];
    await this.stores.draft.saveVectors(run, links, { hashes, vectors: vectorsOf(hashes, space.dimensions) });
    return links.map((link) => link.owner);
  }

  /** A whole build of what was put, without edges. */
  async built(settings: Partial<BuildSettings> = {}): Promise<BuildRun> {
    const run = await this.compared(settings);
    await this.draft(run);
    await this.embed(run);
    await this.stores.versions.activate(run);
    return run;
  }

  async nodes(number: number): Promise<readonly ArticleNode[]> {
    return collected(this.stores.contents.nodes({ graph: this.graph, number }));
  }

  async nodeIds(number: number): Promise<readonly string[]> {
    return (await this.nodes(number)).map((node) => node.id);
  }

  async questions(number: number): Promise<readonly PseudoQuery[]> {
    return collected(this.stores.contents.questions({ graph: this.graph, number }));
  }

  async edges(number: number): Promise<readonly Edge[]> {
    return collected(this.stores.contents.edges({ graph: this.graph, number }));
  }

  /** All that can be read of a build, to compare with. */
  async contents(number: number): Promise<object> {
    return {
      nodes: await this.nodes(number),
      questions: await this.questions(number),
      edges: await this.edges(number),
    };
  }

  async found(number: number): Promise<Build> {
    const build = await this.stores.builds.find({ graph: this.graph, number });
    if (!build) throw new Error(`There is no build ${number}.`);
    return build;
  }
}

export function aNewBuild(settings: Partial<BuildSettings> = {}) {
  return {
    settings: {
      from: 'active' as const,
      levels: ['article' as const],
      matching: { minimumScore: 0, capFactor: 1 },
      activateWithoutFailed: false,
      ...settings,
    },
    draftedBy: [],
  };
}

export function runOf({ graph, number, run }: BuildRun): BuildRun {
  return { graph, number, run };
}

/** All pages of a stream. */
export async function pagesOf<Page>(stream: AsyncIterable<Page>): Promise<Page[]> {
  const pages: Page[] = [];
  for await (const page of stream) pages.push(page);
  return pages;
}

/** All values of a stream of pages. */
export async function collected<Value>(stream: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  return (await pagesOf(stream)).flat();
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A vector of each hash, always the same and exact in 32 bits. */
function vectorsOf(hashes: readonly string[], dimensions: number): Float32Array {
  const rows = hashes.map((hash) => createHash('sha256').update(hash).digest());
  return Float32Array.from({ length: hashes.length * dimensions }, (_, place) => {
    const row = rows[Math.floor(place / dimensions)];
    return (row?.[(place % dimensions) % 32] ?? 0) / 256;
  });
}
