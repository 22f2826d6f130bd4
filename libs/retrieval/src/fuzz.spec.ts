import { describeFuzz } from '@lexhop/foundation/testing';
import fc from 'fast-check';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { retrievalModes, retrieveRequestSchema } from './request.js';
import { retrieve } from './retrieve.js';
import { aGraph, anArticle, anIncomingQuestion, aQuestionEdge, at, indexOf } from './testing/graph-fixture.js';

const [deposit, damages] = ['押租金應於租期屆滿時返還。', 'damages for the breach of a lease'].map((text, place) =>
  anArticle({ statuteId: 'R', statuteTitle: '租賃法', number: String(place + 1), text }),
);
if (!deposit || !damages) throw new Error('two texts are two articles');
const asked = anIncomingQuestion(damages.id, '違約要賠多少？');
const reader = new InMemoryGraphReader(
  indexOf(
    aGraph({
      nodes: [deposit, damages],
      questions: [asked],
      edges: [aQuestionEdge(deposit.id, asked)],
      vectors: new Map([
        [deposit.id, at(0)],
        [damages.id, at(60)],
        [asked.id, at(90)],
      ]),
    }),
  ),
);

const words =
  '租賃法 第1條 第 一 條 之 至 項 、 押金 違約 R:1 R:99 Article § 999999999 １ 租赁 ？ 。 AND OR NOT + - && || ! ( ) { } [ ] ^ " ~ * ? : \\ / \n \u0000 \u200b 👩‍⚖️ \ud800'.split(
    ' ',
  );
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''));
const requests = fc.record(
  {
    query: fc.oneof({ weight: 9, arbitrary: text }, fc.jsonValue()),
    mode: fc.constantFrom(...retrievalModes, 'other'),
    topK: fc.oneof(fc.integer({ min: -1, max: 300 }), fc.double()),
    statutes: fc.array(fc.constantFrom('R', '租賃法', '', 'X')),
    explain: fc.boolean(),
    includeRepealed: fc.boolean(),
  },
  { requiredKeys: ['query'] },
);

describeFuzz({
  name: 'whoever asks a query',
  inputs: requests,
  refusals: ['query-empty', 'statutes-unknown'],
  take: async (given) => {
    const request = retrieveRequestSchema.safeParse(given);
    // What the schema refuses gets 400.
    if (!request.success) return;
    await retrieve(
      reader,
      { embedQuery: async (texts) => texts.map(() => ({ query: at(0), question: at(10) })) },
      request.data,
    );
  },
});
