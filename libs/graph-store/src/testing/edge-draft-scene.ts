import { edgeKinds } from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import type { GraphScene } from './graph-scene.js';
import { aNode, aQuestion } from './nodes.js';

export const [one, two, three] = [aNode({ number: '1' }), aNode({ number: '2' }), aNode({ number: '3' })];
export const answered = aQuestion(two.id, 'incoming', '期限？', ['期限', '共同']);
export const alsoAnswered = aQuestion(two.id, 'incoming', '效果？');
export const raised = aQuestion(one.id, 'outgoing', '何時？', ['何時', '共同']);
export const alsoRaised = aQuestion(three.id, 'outgoing', '如何？');
export const batch = { name: 'questions~000001', done: 2 };
export const everything = { from: '', to: '~', kinds: edgeKinds };
export const matched = { outgoing: raised.id, incoming: answered.id, source: one.id, target: two.id, score: 0.123457 };
export const alsoMatched = {
  outgoing: alsoRaised.id,
  incoming: alsoAnswered.id,
  source: three.id,
  target: two.id,
  score: 0.5,
};

/** A build at its match step: three articles, two outgoing and two incoming questions, embedded. */
export async function drafted(stores: GraphStores, graph: GraphScene, settings: { from?: 'scratch' } = {}) {
  await graph.put(one, two, three);
  const run = await graph.compared(settings);
  const questions = [answered, alsoAnswered, raised, alsoRaised];
  const drafts = [one, two, three].map(({ id, contentHash }) => ({
    nodeId: id,
    contentHash,
    draftingKey: 'k',
    questions: questions.filter(({ nodeId }) => nodeId === id),
  }));
  await stores.draft.saveDrafts(run, drafts);
  await graph.embed(run);
  await stores.builds.save(run, { step: 'match', progress: { match: { total: 4, done: 0 } } });
  return run;
}
