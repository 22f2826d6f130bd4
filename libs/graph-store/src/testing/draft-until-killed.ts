import { openPGliteGraphStore } from '../pglite/open-pglite-graph-store.js';
import { aNewBuild, runOf } from './graph-scene.js';
import { aNode, aQuestion, aStatute } from './nodes.js';

/** A process that drafts a build of 4,000 articles, 40 in a transaction, says after each how many are drafted, and is killed in the middle. */
const stores = await openPGliteGraphStore({ directory: process.argv[2] ?? '' });
const run = runOf((await stores.builds.list({ graph: 'killed', limit: 1 }))[0] ?? (await begin()));
for (;;) {
  const missing = await stores.draft.undrafted(run, { limit: 40, fallbackKey: 'k' });
  const drafts = missing.map(({ node: { id, contentHash }, draftingKey }) => {
    const questions = [aQuestion(id, 'incoming', `${id} 甲？`), aQuestion(id, 'outgoing', `${id} 乙？`)];
    return { nodeId: id, contentHash, draftingKey, questions };
  });
  await stores.draft.saveDrafts(run, drafts);
  process.send?.({ drafted: (await stores.builds.find(run))?.progress.draft?.done });
}

async function begin() {
  const nodes = Array.from({ length: 4_000 }, (_, number) => aNode({ number: `${number + 1}` }));
  await stores.statutes.put('killed', [aStatute(nodes)]);
  const build = await stores.builds.begin('killed', aNewBuild());
  await stores.draft.compare(build);
  return build;
}
