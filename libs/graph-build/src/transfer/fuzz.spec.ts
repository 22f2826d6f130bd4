import { brokenFiles, describeFuzz } from '@lexhop/foundation/testing';
import { edgeId } from '@lexhop/graph-model';
import { aSpace } from '@lexhop/graph-model/testing';
import type { GraphStores } from '@lexhop/graph-store';
import { aNode, aQuestion } from '@lexhop/graph-store/testing';
import { settings } from '../testing/scene.js';
import { readGraphFile } from './graph-file.js';
import { PageImport } from './import-page.js';

const space = aSpace();
const [one, other] = [aNode({ statuteId: 'A1', number: '1' }), aNode({ statuteId: 'A1', number: '2' })];
const [asked, answered] = [aQuestion(one.id, 'outgoing', '何時？'), aQuestion(other.id, 'incoming', '為何？')];
const floats = Buffer.from(Float32Array.of(0.6, 0.8).buffer).toString('base64');
const edge = {
  id: edgeId('question', one.id, other.id, answered.id),
  kind: 'question',
  source: one.id,
  target: other.id,
  outgoingQuestion: asked.id,
  incomingQuestion: answered.id,
  score: 0.5,
  text: '為何？',
  keywords: ['關鍵'],
};
const statute = {
  id: 'A1',
  title: '甲法',
  level: 'law',
  language: 'zh-Hant',
  abolished: false,
  sourceFile: 'a.json',
  articleCount: 2,
};
const file = [
  { lexhop: 'graph', version: 1, space, settings: { ...settings, from: 'import' } },
  { statute },
  { node: one },
  { node: other },
  { question: asked },
  { question: answered },
  ...[one.id, other.id, asked.id, answered.id].map((id) => ({ floats, vector: id })),
  { edge },
  { end: { nodes: 2, questions: 2, vectors: 4, edges: 1 } },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

/** Books that take everything and keep nothing. */
const taking = new Proxy({}, { get: () => new Proxy({}, { get: () => async () => undefined }) }) as GraphStores;
const run = { graph: 'fuzz', number: 1, run: 1 };

describeFuzz({
  name: 'the import of graphs',
  inputs: brokenFiles(
    [file],
    '{ } [ ] " , : \n 0 9 9999999999 -1 null {"end": {"edge": \\u0000 \\ud800 __proto__'.split(' '),
  ),
  refusals: ['graph-file'],
  take: async (bytes) => {
    async function* content() {
      yield bytes;
    }
    const importing = new PageImport({ stores: taking, run, space, file: 'fuzz.jsonl' });
    for await (const page of readGraphFile({ name: 'fuzz.jsonl', content: content() })) await importing.save(page);
  },
});
