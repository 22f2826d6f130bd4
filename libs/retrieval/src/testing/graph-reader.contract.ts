import { embeddingSpaceId, type GraphReader, statedKinds } from '@lexhop/graph-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aBuild,
  aCitationEdge,
  aGraph,
  anArticle,
  anIncomingQuestion,
  aQuestionEdge,
  aStatedEdge,
  at,
  type GraphFixture,
} from './graph-fixture.js';

const wage = anArticle({ statuteId: 'T1', number: '1', statuteTitle: '勞動法', text: '工資不得預扣。' });
const leave = anArticle({ statuteId: 'T1', number: '2', statuteTitle: '勞動法', text: '特別休假日數。', position: 1 });
const gone = anArticle({
  statuteId: 'T1',
  number: '3',
  statuteTitle: '勞動法',
  text: '（刪除）工資',
  repealed: true,
  position: 2,
});
const theft = anArticle({
  statuteId: 'T2',
  number: '1',
  statuteTitle: '刑法',
  text: '竊取他人之動產。Theft of 10 things',
});
const old = anArticle({ statuteId: 'T3', number: '1', statuteTitle: '舊法', text: '工資令', abolished: true });
const wageQuestion = anIncomingQuestion(wage.id, '老闆可以扣我薪水嗎？');
const fineQuestion = anIncomingQuestion(wage.id, '雇主扣錢當罰款合法嗎？');
const theftQuestion = anIncomingQuestion(theft.id, '偷東西怎麼罰？');
const raised = aQuestionEdge(leave.id, wageQuestion);
const cites = aCitationEdge(wage.id, theft.id);
/** One of each kind that words state, between two articles. */
const stated = statedKinds.map((kind) => aStatedEdge(kind, gone.id, old.id, 0.25));

const graph = aGraph({
  build: aBuild({ number: 7 }),
  nodes: [wage, leave, gone, theft, old],
  questions: [wageQuestion, fineQuestion, theftQuestion],
  edges: [raised, cites, ...stated],
  vectors: new Map([
    [wage.id, at(0)],
    [leave.id, at(30)],
    [gone.id, at(10)],
    [theft.id, at(90)],
    [old.id, at(5)],
    [wageQuestion.id, at(60)],
    [fineQuestion.id, at(20)],
    [theftQuestion.id, at(90)],
  ]),
});

const live = { includeRepealed: false };
const all = { includeRepealed: true };

/** What every reader promises. `open` makes one that answers from the given build. */
export function describeGraphReader(
  name: string,
  open: (graph: GraphFixture) => Promise<{ readonly reader: GraphReader; close(): Promise<void> }>,
): void {
  describe(`${name} as a GraphReader`, () => {
    let reader: GraphReader;
    let opened: { readonly reader: GraphReader; close(): Promise<void> };
    beforeAll(async () => {
      opened = await open(graph);
      reader = opened.reader;
    });
    afterAll(() => opened.close());
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

    it('names its build', () => {
      expect(reader.build.number).toBe(7);
      expect(reader.build.space && embeddingSpaceId(reader.build.space)).toBe(
        graph.build.space && embeddingSpaceId(graph.build.space),
      );
    });

    it('finds Chinese words, best first, with scores above 0', async () => {
      const hits = await reader.searchText('預扣工資', 10, { ...live, incomingQuestions: false });
      expect(ids(hits)).toEqual([wage.id]);
      expect(hits.every(({ score }) => score > 0)).toBe(true);
    });

    it('finds Chinese words in either script', async () => {
      const search = (query: string) => reader.searchText(query, 10, { ...live, incomingQuestions: true });
      const both = [await search('雇主扣錢當罰款'), await search('雇主扣钱当罚款')];
      expect(both[1]).toEqual(both[0]);
      expect(ids(await search('预扣工资'))[0]).toBe(wage.id);
    });

    it('finds Latin words in any case, and numbers', async () => {
      expect(ids(await reader.searchText('THEFT', 10, { ...live, incomingQuestions: false }))).toEqual([theft.id]);
      expect(ids(await reader.searchText('10', 10, { ...live, incomingQuestions: false }))).toEqual([theft.id]);
    });

    it('searches words of incoming questions only when asked to', async () => {
      expect(ids(await reader.searchText('老闆', 10, { ...live, incomingQuestions: false }))).toEqual([]);
      expect(ids(await reader.searchText('老闆', 10, { ...live, incomingQuestions: true }))).toEqual([wage.id]);
    });

    it('finds nothing for words that are nowhere, and for no words at all', async () => {
      expect(await reader.searchText('外星球', 10, { ...live, incomingQuestions: true })).toEqual([]);
      expect(await reader.searchText('？！', 10, { ...live, incomingQuestions: true })).toEqual([]);
    });

    it('finds nodes by cosine, in order', async () => {
      const hits = await reader.searchNodes(at(0), 10, live);
      expect(ids(hits)).toEqual([wage.id, leave.id, theft.id]);
      expect(hits[1]?.score).toBeCloseTo(Math.cos(Math.PI / 6), 6);
    });

    it('finds nodes by the best of their incoming questions, once each', async () => {
      const hits = await reader.searchQuestions(at(20), 10, live);
      expect(hits.map(({ id, question, text }) => ({ id, question, text }))).toEqual([
        { id: wage.id, question: fineQuestion.id, text: fineQuestion.text },
        { id: theft.id, question: theftQuestion.id, text: theftQuestion.text },
      ]);
      expect(hits[0]?.score).toBeCloseTo(1, 6);
    });

    it('returns no more than asked, the best', async () => {
      expect(ids(await reader.searchNodes(at(85), 1, live))).toEqual([theft.id]);
      expect(ids(await reader.searchQuestions(at(85), 1, live))).toEqual([theft.id]);
      expect(await reader.searchText('法', 1, { ...live, incomingQuestions: false })).toHaveLength(1);
    });

    it('leaves out repealed articles and abolished statutes unless asked for them', async () => {
      expect(ids(await reader.searchNodes(at(0), 10, all))).toEqual([wage.id, old.id, gone.id, leave.id, theft.id]);
      const hits = await reader.searchText('工資', 10, { ...all, incomingQuestions: false });
      expect(new Set(ids(hits))).toEqual(new Set([wage.id, old.id, gone.id]));
    });

    it('keeps to the statutes of the filter', async () => {
      const only = { ...live, statutes: ['T2', 'T9'] };
      expect(ids(await reader.searchNodes(at(0), 10, only))).toEqual([theft.id]);
      expect(ids(await reader.searchQuestions(at(0), 10, only))).toEqual([theft.id]);
      expect(await reader.searchText('工資', 10, { ...only, incomingQuestions: true })).toEqual([]);
    });

    it('gives cosines by id, 0 for what has no vector', async () => {
      const [first, unknown] = await reader.cosines(at(60), 'nodes', [wage.id, 'T1:99']);
      expect(first).toBeCloseTo(0.5, 6);
      expect(unknown).toBe(0);
      expect((await reader.cosines(at(60), 'incoming', [wageQuestion.id]))[0]).toBeCloseTo(1, 6);
    });

    it('gives the edges that touch nodes, in either direction, each once, in order of id', async () => {
      const both = ids([raised, cites]).toSorted();
      expect(ids(await reader.edgesOf([wage.id], ['question', 'citation']))).toEqual(both);
      expect(ids(await reader.edgesOf([leave.id, wage.id, theft.id], ['question', 'citation']))).toEqual(both);
      expect(await reader.edgesOf([theft.id], ['citation'])).toEqual([cites]);
      expect(await reader.edgesOf([leave.id], ['question', 'citation'])).toEqual([raised]);
      expect(await reader.edgesOf([theft.id], ['question', 'hierarchy'])).toEqual([]);
      expect(await reader.edgesOf(['T1:99'], ['question'])).toEqual([]);
    });

    it('gives edges of every kind that the law’s words state as they are, and only of the kinds asked for', async () => {
      const inOrder = stated.toSorted((one, other) => (one.id < other.id ? -1 : 1));
      expect(await reader.edgesOf([old.id], statedKinds)).toEqual(inOrder);
      expect(await reader.edgesOf([gone.id], ['penalises', 'defines'])).toEqual(
        inOrder.filter(({ kind }) => kind === 'penalises' || kind === 'defines'),
      );
    });

    it('gives nodes in the order asked, leaving out unknown ones', async () => {
      expect(await reader.nodes([theft.id, 'T1:99', wage.id])).toEqual([theft, wage]);
    });

    it('lists nodes in order of id, page by page', async () => {
      const first = await reader.listNodes({ limit: 2 }, live);
      expect(ids(first)).toEqual([wage.id, leave.id]);
      expect(ids(await reader.listNodes({ after: leave.id, limit: 9 }, live))).toEqual([theft.id]);
      expect(ids(await reader.listNodes({ limit: 9 }, { ...all, statutes: ['T3'] }))).toEqual([old.id]);
    });

    it('lists one node of each statute, that at its beginning', async () => {
      const first = await reader.listNodes({ limit: 2, onePerStatute: true }, all);
      expect(ids(first)).toEqual([wage.id, theft.id]);
      expect(ids(await reader.listNodes({ after: theft.id, limit: 2, onePerStatute: true }, all))).toEqual([old.id]);
    });
  });
}
