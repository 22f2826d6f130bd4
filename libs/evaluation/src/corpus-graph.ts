import { type EmbeddingModel, type EmbeddingRole, textsInCalls } from '@lexhop/embedding';
import {
  type ArticleNode,
  type Build,
  edgeCounts,
  type EdgeCounts,
  type GraphReader,
  passageOf,
  type PseudoQuery,
} from '@lexhop/graph-model';
import { type BankEntry, questionsOf } from '@lexhop/pseudo-queries';
import { GraphIndexBuilder, InMemoryGraphReader } from '@lexhop/retrieval';
import type { NearestSearch } from '@lexhop/vectors';
import { articleNodesOf, drawQuestionEdges, drawStatedEdges } from './corpus-edges.js';
import type { CorpusArticle, CorpusPassage } from './files.js';

/** Vectors of any number of texts, row i of text i, in calls no larger than the model wants. */
export async function embedAll(
  model: Pick<EmbeddingModel, 'space' | 'limits' | 'embed'>,
  texts: readonly string[],
  role: EmbeddingRole,
): Promise<Float32Array> {
  const { dimensions } = model.space;
  const vectors = new Float32Array(texts.length * dimensions);
  const items = texts.map((text, row) => ({ text, row }));
  for (const call of textsInCalls(items, model.limits)) {
    const ofCall = await model.embed(
      call.map(({ text }) => text),
      role,
    );
    for (const [place, { row }] of call.entries()) {
      vectors.set(ofCall.subarray(place * dimensions, (place + 1) * dimensions), row * dimensions);
    }
  }
  return vectors;
}

/** What a graph for evaluation is made from. */
export interface CorpusGraphRequest {
  readonly corpus: readonly (CorpusArticle | CorpusPassage)[];
  /** Embeds articles and questions; without one the graph has no vectors, and is searched by words, names and hops alone. */
  readonly vectors?: CorpusVectors | undefined;
}

/** What a graph's vectors come from, and the questions that they match. */
export interface CorpusVectors {
  readonly model: Pick<EmbeddingModel, 'space' | 'limits' | 'embed'>;
  readonly search: NearestSearch;
  /** Questions for the articles; none where absent. */
  readonly bank?: readonly BankEntry[];
}

export interface CorpusGraph {
  readonly reader: GraphReader;
  /** Ids of its articles, by the passage that models read of each. */
  readonly ids: ReadonlyMap<string, string>;
  readonly counts: {
    readonly articles: number;
    readonly questions: { readonly incoming: number; readonly outgoing: number };
    readonly edges: EdgeCounts;
    /** Entries of the bank that were not used. */
    readonly bank: { readonly unknownArticle: number; readonly otherText: number };
  };
}

/** Makes a graph of a corpus in memory, as a build would make it: nodes, questions, vectors, question edges and stated edges. */
export async function corpusGraph({ corpus, vectors }: CorpusGraphRequest): Promise<CorpusGraph> {
  const nodes = articleNodesOf(corpus).toSorted(byId);
  const builder = new GraphIndexBuilder(buildOf(vectors?.model));
  builder.addNodes(nodes);
  const questioned = vectors && (await addQuestions(builder, nodes, vectors));
  const edges = [...(questioned?.edges ?? []), ...(await drawStatedEdges(nodes))].toSorted(byId);
  builder.addEdges(edges);
  return {
    reader: new InMemoryGraphReader(builder.finish()),
    ids: new Map(nodes.map((node) => [passageOf(node), node.id])),
    counts: {
      articles: nodes.length,
      questions: questioned?.questions ?? { incoming: 0, outgoing: 0 },
      edges: edgeCounts((kind) => edges.filter((edge) => edge.kind === kind).length),
      bank: questioned?.unused ?? { unknownArticle: 0, otherText: 0 },
    },
  };
}

/** Adds the questions and all vectors to the index. Gives the question edges, and counts. */
async function addQuestions(
  builder: GraphIndexBuilder,
  nodes: readonly ArticleNode[],
  { model, search, bank = [] }: CorpusVectors,
) {
  const drafted = draftedFor(nodes, bank);
  const incoming = await embedded(model, drafted.questions, 'incoming');
  const outgoing = await embedded(model, drafted.questions, 'outgoing');
  const size = { nodeCount: nodes.length, dimensions: model.space.dimensions };
  builder.addQuestions(incoming.questions);
  builder.addVectors('nodes', {
    ids: nodes.map(({ id }) => id),
    vectors: await embedAll(model, nodes.map(passageOf), 'passage'),
  });
  builder.addVectors('incoming', { ids: incoming.questions.map(({ id }) => id), vectors: incoming.vectors });
  return {
    edges: await drawQuestionEdges(search, { outgoing, incoming }, size),
    questions: { incoming: incoming.questions.length, outgoing: outgoing.questions.length },
    unused: drafted.unused,
  };
}

function draftedFor(nodes: readonly ArticleNode[], bank: readonly BankEntry[]) {
  const articles = new Map(nodes.map((node) => [node.id, node]));
  const known = bank.filter(({ article }) => articles.has(article));
  const used = known.filter(
    (entry) =>
      (entry.contentHash ?? articles.get(entry.article)?.contentHash) === articles.get(entry.article)?.contentHash,
  );
  const questions = used.flatMap((entry) => questionsOf(entry.article, entry));
  return { questions, unused: { unknownArticle: bank.length - known.length, otherText: known.length - used.length } };
}

async function embedded(
  model: CorpusVectors['model'],
  questions: readonly PseudoQuery[],
  direction: PseudoQuery['direction'],
) {
  const its = questions.filter((question) => question.direction === direction).toSorted(byId);
  return {
    questions: its,
    vectors: await embedAll(
      model,
      its.map(({ text }) => text),
      'question',
    ),
  };
}

/** Code-unit order of id, as stores give rows. */
function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

/** The record of a build that is in no store. Retrieval reads only its number and its space. */
function buildOf(model: CorpusVectors['model'] | undefined): Build {
  return {
    graph: 'evaluation',
    number: 1,
    run: 1,
    state: 'active',
    step: 'publish',
    attempt: 1,
    settings: {
      from: 'scratch',
      levels: ['article'],
      matching: { minimumScore: 0, capFactor: 1 },
      activateWithoutFailed: false,
    },
    ...(model && { space: model.space }),
    passedOver: [],
    draftedBy: [],
    progress: {},
    warnings: [],
    failures: [],
    createdAt: new Date(0).toISOString(),
  };
}
