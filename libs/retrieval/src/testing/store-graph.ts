import { type Build, type BuildRun, edgeKinds, type PseudoQuery } from '@lexhop/graph-model';
import { type GraphStores, vectorOwnerOf } from '@lexhop/graph-store';
import type { GraphFixture } from './graph-fixture.js';

const whole = { from: '', to: '\u{10ffff}' };

/** Makes a fixture the active build of its graph in a store, under its number, by the store's own ports. */
export async function storeGraph(stores: GraphStores, fixture: GraphFixture): Promise<Build> {
  await putStatutes(stores, fixture);
  const run = await beginBuild(stores, fixture.build);
  await stores.draft.compare(run);
  await saveQuestions(stores, run, fixture);
  await saveVectors(stores, run, fixture);
  await stores.builds.save(run, { step: 'match' });
  const scope = { ...whole, kinds: edgeKinds };
  await stores.edges.saveEdges(run, { name: 'all', done: 0 }, scope, fixture.edges);
  return stores.versions.activate(run);
}

async function putStatutes({ statutes }: GraphStores, { build, nodes }: GraphFixture): Promise<void> {
  const bySource = groupedBy(nodes, (node) => node.statuteId);
  await statutes.put(
    build.graph,
    [...bySource].map(([id, own]) => {
      const {
        statuteTitle: title,
        language,
        abolished,
      } = own[0] ?? { statuteTitle: id, language: 'en', abolished: false };
      const record = {
        id,
        title,
        level: 'law' as const,
        language,
        abolished,
        sourceFile: 'fixture',
        articleCount: own.length,
      };
      return { statute: record, nodes: own };
    }),
  );
}

/** The builds before it are cancelled. */
async function beginBuild({ builds }: GraphStores, { graph, number, settings }: Build): Promise<BuildRun> {
  for (;;) {
    const build = await builds.begin(graph, { settings, draftedBy: [] });
    if (build.number === number) return { graph, number, run: build.run };
    await builds.cancel(build);
  }
}

async function saveQuestions(stores: GraphStores, run: BuildRun, fixture: GraphFixture): Promise<void> {
  const byNode = groupedBy([...fixture.questions, ...raisedQuestions(fixture)], ({ nodeId }) => nodeId);
  const drafts = fixture.nodes.flatMap(({ id: nodeId, contentHash }) => {
    const questions = byNode.get(nodeId);
    return questions ? [{ nodeId, contentHash, draftingKey: 'fixture', questions }] : [];
  });
  await stores.draft.saveDrafts(run, drafts);
}

/** The outgoing questions that question edges name. */
function raisedQuestions({ edges }: GraphFixture): readonly PseudoQuery[] {
  const raised = edges.flatMap((edge) => {
    if (edge.kind !== 'question') return [];
    const { outgoingQuestion: id, source: nodeId, keywords } = edge;
    return [{ id, nodeId, direction: 'outgoing' as const, text: `${id}?`, keywords, draftedBy: 'test' }];
  });
  return [...new Map(raised.map((question) => [question.id, question])).values()];
}

async function saveVectors(stores: GraphStores, run: BuildRun, fixture: GraphFixture): Promise<void> {
  const { space } = fixture.build;
  if (!space) return;
  await stores.builds.save(run, { step: 'embed', space });
  const owners = [
    ...fixture.nodes.map((node) => ({ id: node.id, owner: vectorOwnerOf(node) })),
    ...fixture.questions.map(({ id }) => ({ id, owner: id })),
  ].filter(({ id }) => fixture.vectors.has(id));
  // Of another fixture the same owner may have another vector.
  const links = owners.map(({ owner }) => ({ owner, hash: `${run.graph} ${owner}` }));
  const vectors = Float32Array.from(owners.flatMap(({ id }) => [...(fixture.vectors.get(id) ?? [])]));
  await stores.draft.saveVectors(run, links, { hashes: links.map(({ hash }) => hash), vectors });
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
