import type { ArticleNode, Build, BuildReference } from '@lexhop/graph-model';
import type { BuildChanges, GraphStores } from '@lexhop/graph-store';
import { aCitation, aNode, aQuestion, aQuestionEdge, GraphScene } from '@lexhop/graph-store/testing';
import { convergeGraph, publishBuild, type Publishing } from '../publish-build.js';
import type { PublishedGraph } from '../published-graph.js';

/** What a build consists of, by id, each as often as it is found. */
interface PublishedIds {
  readonly Nodes: readonly string[];
  readonly Questions: readonly string[];
  readonly Edges: readonly string[];
}

/** A published graph and a way to look into it. */
export interface OpenedPublishedGraph {
  readonly published: PublishedGraph;
  idsOf(build: BuildReference): PublishedIds | Promise<PublishedIds>;
  /** How many articles and questions of a graph have vectors there, whatever build they are of. */
  embeddedOf(graph: string): number | Promise<number>;
  /** The same, as a process sees it whose setting is another. */
  reopened(vectors: boolean): Promise<OpenedPublishedGraph>;
}

const neverAborted = new AbortController().signal;
const wasActive: readonly Build['state'][] = ['active', 'superseded', 'rolled-back'];

/** A graph of a few articles in the books, built and published move by move. */
export class PublishingScene {
  readonly #changes: BuildChanges;

  constructor(
    readonly stores: GraphStores,
    private readonly opened: OpenedPublishedGraph,
    readonly scene = new GraphScene(stores),
  ) {
    this.#changes = stores.changes;
  }

  /** The articles are these from now on: their texts by number. */
  async write(texts: ReadonlyMap<number, string>): Promise<void> {
    const nodes = [...texts].map(([number, text]) => aNode({ number: `${number}`, text }));
    await this.scene.put(...nodes);
  }

  /** Makes a build of the articles up to its last step. */
  async check(): Promise<Build> {
    const { draft, edges, builds } = this.stores;
    const run = await this.scene.compared();
    const undrafted = await draft.undrafted(run, { limit: 100, fallbackKey: 'test' });
    await draft.saveDrafts(
      run,
      undrafted.map(({ node, draftingKey }) => {
        return { nodeId: node.id, contentHash: node.contentHash, draftingKey, questions: questionsOf(node) };
      }),
    );
    await this.scene.embed(run);
    await builds.save(run, { step: 'match' });
    const nodes = await this.scene.nodes(run.number);
    await edges.saveEdges(
      run,
      { name: 'all', done: 1 },
      { from: '', to: '~', kinds: ['question', 'citation'] },
      nodes.flatMap((node, place) => edgesOf(node, nodes[(place + 1) % nodes.length])),
    );
    await builds.save(run, { step: 'publish' });
    return this.scene.found(run.number);
  }

  async publishOnly(build: Build): Promise<void> {
    await publishBuild(await this.#publishing(), build, { signal: neverAborted });
  }

  /** Publishes a build and makes it the active one. */
  async publish(build: Build): Promise<void> {
    await this.publishOnly(build);
    await this.opened.published.activate(build);
    await this.stores.versions.activate(build);
    await this.stores.versions.collect(this.scene.graph, 2);
  }

  /** The newest build, or one that never was. */
  async newest(): Promise<BuildReference> {
    const { graph } = this.scene;
    const [newest] = await this.stores.builds.list({ graph, limit: 1 });
    return newest ?? { graph, number: 1 };
  }

  async converge(): Promise<void> {
    const { graph } = this.scene;
    const active = await this.stores.versions.active(graph);
    await convergeGraph(await this.#publishing(), { graph, active }, { signal: neverAborted });
  }

  /** What every kept build consists of that was ever active, or was published whole before it failed, in the books and as published; and where ACTIVE leads. */
  async both(): Promise<{ readonly books: unknown; readonly published: unknown }> {
    const { graph } = this.scene;
    const active = (await this.stores.versions.active(graph))?.number;
    const held = await this.opened.published.held(graph);
    const numbers = held.builds.filter(({ state }) => state === 'published').map(({ number }) => number);
    const kept = (await this.#kept())
      .filter(({ state, number }) => wasActive.includes(state) || numbers.includes(number))
      .map(({ number }) => number);
    const books = await Promise.all(kept.map(async (number) => ({ number, ...(await this.#idsOf(number)) })));
    const there = await Promise.all(
      numbers.map(async (number) => ({ number, ...(await this.opened.idsOf({ graph, number })) })),
    );
    return { books: { active, builds: books }, published: { active: held.active, builds: there } };
  }

  async #idsOf(number: number): Promise<PublishedIds> {
    const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();
    return {
      Nodes: ids(await this.scene.nodes(number)),
      Questions: ids(await this.scene.questions(number)),
      Edges: ids(await this.scene.edges(number)),
    };
  }

  async #publishing(): Promise<Publishing> {
    return { published: this.opened.published, changes: this.#changes, kept: await this.#kept() };
  }

  async #kept(): Promise<readonly Build[]> {
    const builds = await this.stores.builds.list({ graph: this.scene.graph, limit: 1_000 });
    return builds.filter(({ state }) => state !== 'abandoned').toReversed();
  }
}

/** One question of each direction that changes with the text, and one that stays. */
function questionsOf({ id, number, text }: ArticleNode) {
  return [
    aQuestion(id, 'incoming', `第 ${number} 條規定什麼？`),
    aQuestion(id, 'incoming', `${text}？`),
    aQuestion(id, 'outgoing', `第 ${number} 條之後呢？`),
    aQuestion(id, 'outgoing', `${text}之後呢？`),
  ];
}

/** A citation and two question edges to the next article. */
function edgesOf(node: ArticleNode, next: ArticleNode | undefined) {
  if (!next || next.id === node.id) return [];
  const [kept, changing, raisedKept, raised] = questionsOf(node);
  const [answer, changingAnswer] = questionsOf(next);
  if (!kept || !changing || !raisedKept || !raised || !answer || !changingAnswer) return [];
  return [
    aCitation(node.id, next.id),
    aQuestionEdge(raisedKept, answer, 0.5),
    aQuestionEdge(raised, changingAnswer, 0.25),
  ];
}
