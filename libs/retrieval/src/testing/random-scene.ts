import fc from 'fast-check';
import { type Edge, type PseudoQuery, type StatedKind, statedKinds } from '@lexhop/graph-model';
import { aGraph, anArticle, anIncomingQuestion, aQuestionEdge, aStatedEdge, at } from './graph-fixture.js';
import type { Scene } from './naive-hop.js';

const word = fc.constantFrom('租', '金', '押', '契', '約', '解', '除', '工', '資', '，', 'law', 'Rent ');
const text = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(''));
const angle = fc.double({ min: 0, max: 360, noNaN: true });
/** A few have no vector. */
const angleOrNone = fc.option(angle, { freq: 8 });

interface Question {
  readonly text: string;
  readonly angle: number | null;
}

interface Article extends Question {
  readonly statuteId: string;
  readonly repealed: boolean;
  readonly questions: readonly Question[];
}

/** Places in the lists of articles and questions, taken modulo their length. */
interface Link {
  readonly from: number;
  readonly to: number;
  readonly question: number | null;
  readonly kind: StatedKind;
  readonly weight: number;
}

interface Drawn {
  readonly articles: readonly Article[];
  readonly links: readonly Link[];
  readonly query: string;
  readonly angle: number;
  readonly statutes: readonly string[] | undefined;
  readonly hasQuestions: boolean;
  readonly phrases: readonly { readonly text: string; readonly turn: number }[];
  readonly named: readonly number[];
}

/** Within a right angle of one another, so that their middle is never undefined. */
const phrases = fc.array(
  fc.record({ text: text(8).map((words) => `${words}租`), turn: fc.double({ min: 0, max: 90, noNaN: true }) }),
  {
    maxLength: 3,
  },
);
const named = fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(fc.nat(), { maxLength: 2 }));

const question = fc.record({ text: text(6).map((words) => `${words}？`), angle: angleOrNone });

const article: fc.Arbitrary<Article> = fc.record({
  statuteId: fc.constantFrom('T1', 'T2', 'T3'),
  text: text(12),
  angle: angleOrNone,
  repealed: fc.constantFrom(false, false, false, false, true),
  questions: fc.uniqueArray(question, { maxLength: 3, selector: (drawn) => drawn.text }),
});

const link: fc.Arbitrary<Link> = fc.record({
  from: fc.nat(),
  to: fc.nat(),
  question: fc.option(fc.nat()),
  kind: fc.constantFrom(...statedKinds),
  weight: fc.double({ min: 0.001, max: 1, noNaN: true }),
});

/** Small graphs of every shape, and queries, some of words that no article has. */
export const scene: fc.Arbitrary<Scene> = fc
  .record({
    articles: fc.array(article, { minLength: 1, maxLength: 25 }),
    links: fc.array(link, { maxLength: 60 }),
    query: text(8).map((words) => `${words}?`),
    angle,
    statutes: fc.option(fc.subarray(['T1', 'T2'], { minLength: 1 }), { nil: undefined }),
    hasQuestions: fc.constantFrom(true, true, false),
    phrases,
    named,
  })
  .map(sceneOf);

/** Graphs of which each list holds only a part. */
export const largeScene: fc.Arbitrary<Scene> = fc
  .record({
    articles: fc.array(article, { minLength: 180, maxLength: 220 }),
    links: fc.array(link, { minLength: 200, maxLength: 400 }),
    query: text(8).map((words) => `租金${words}`),
    angle,
    statutes: fc.constant(undefined),
    hasQuestions: fc.constant(true),
    phrases,
    named,
  })
  .map(sceneOf);

function sceneOf(drawn: Drawn): Scene {
  const articles = drawn.articles.map((each, place) => ({ ...each, node: nodeOf(each, place) }));
  const questions = articles.flatMap(({ node, questions: own }) =>
    (drawn.hasQuestions ? own : []).map((each) => ({ ...each, question: anIncomingQuestion(node.id, each.text) })),
  );
  const owners = [
    ...articles.map(({ node, angle: degrees }) => ({ id: node.id, degrees })),
    ...questions.map((each) => ({ id: each.question.id, degrees: each.angle })),
  ];
  const vectors = owners.flatMap(({ id, degrees }) => (degrees === null ? [] : [[id, at(degrees)] as const]));
  const nodes = articles.map(({ node }) => node);
  const answers = questions.map((each) => each.question);
  const ids = nodes.map(({ id }) => id);
  const edges = new Map(drawn.links.flatMap((each) => edgeOf(each, ids, answers)).map((edge) => [edge.id, edge]));
  const graph = aGraph({ nodes, questions: answers, edges: [...edges.values()], vectors: new Map(vectors) });
  return {
    graph,
    query: drawn.query,
    vector: at(drawn.angle),
    statutes: drawn.statutes?.filter((id) => nodes.some(({ statuteId }) => statuteId === id)),
    phrases: drawn.phrases.map((phrase) => ({ text: phrase.text, vector: at(drawn.angle + phrase.turn) })),
    named: drawn.named.flatMap((place) => ids[place % ids.length] ?? []),
  };
}

function nodeOf({ statuteId, text: words, repealed }: Article, place: number) {
  return anArticle({
    statuteId,
    number: String(place),
    // No query says it whole: which articles are named is drawn.
    statuteTitle: '租約典',
    headingPath: ['工'],
    text: words,
    language: 'zh-Hant',
    repealed,
  });
}

function edgeOf(drawn: Link, ids: readonly string[], answers: readonly PseudoQuery[]): Edge[] {
  const from = ids[drawn.from % ids.length] ?? '';
  const answer = drawn.question === null ? undefined : answers[drawn.question % Math.max(answers.length, 1)];
  if (answer && answer.nodeId !== from) return [aQuestionEdge(from, answer)];
  return [aStatedEdge(drawn.kind, from, ids[drawn.to % ids.length] ?? '', drawn.weight)];
}
