import type { Build } from '@lexhop/graph-model';
import {
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  FixtureContents,
} from '@lexhop/retrieval/testing';
import { normalise } from '@lexhop/vectors';
import { randomNumbers } from './random-numbers.js';

const questionsPerArticle = 2;
const edgesPerArticle = 4;
const keywords = ['主管機關', '當事人', '處分', '通知', '期間', '聲請'];
/** As many different characters as the everyday statutes have. */
const vocabulary = 1_800;
const firstCharacter = 0x4e00;

/** What is made up: the build, and more of its kind to ask it. */
export interface MadeUpBuild {
  readonly contents: FixtureContents;
  /** A text of so many characters. */
  readonly textOf: (length: number) => string;
  /** A unit vector of no meaning. */
  readonly vector: () => Float32Array;
}

/**
 * A whole build of made-up articles: about 110 characters each, two incoming questions, four question edges and a citation; characters as common as
 * in a language, rank by rank. The same in every run.
 */
export function madeUpBuild(build: Build, articles: number): MadeUpBuild {
  const random = randomNumbers(7);
  const rank = () => Math.floor(vocabulary ** random()) - 1;
  const textOf = (length: number) => String.fromCharCode(...Array.from({ length }, () => firstCharacter + rank()));
  const dimensions = build.space?.dimensions ?? 0;
  const vector = () => normalise(Float32Array.from({ length: dimensions }, () => random() - 0.5));
  const nodes = Array.from({ length: articles }, (_, place) =>
    anArticle({
      statuteId: 'M0000001',
      statuteTitle: '編造法',
      // As wide as all others, so that the order of ids is that of numbers.
      number: String(place + 1).padStart(7, '0'),
      headingPath: ['第 一 章 總則'],
      text: `${textOf(50)}，${textOf(60)}。`,
      language: 'zh-Hant',
      position: place,
    }),
  );
  const questions = nodes.flatMap(({ id }) =>
    Array.from({ length: questionsPerArticle }, () => anIncomingQuestion(id, `${textOf(20)}？`)),
  );
  const edges = nodes.flatMap(({ id }, place) => {
    const raised = Array.from({ length: edgesPerArticle }, () => questions[Math.floor(random() * questions.length)]);
    return [
      ...raised.flatMap((question) => (question ? [{ ...aQuestionEdge(id, question), keywords }] : [])),
      aCitationEdge(id, nodes[(place + 1) % articles]?.id ?? id),
    ];
  });
  const graph = aGraph({
    build,
    nodes,
    questions,
    edges: [...new Map(edges.map((edge) => [edge.id, edge])).values()],
    vectors: new Map([...nodes, ...questions].map(({ id }) => [id, vector()])),
  });
  return { contents: new FixtureContents(graph), textOf, vector };
}
