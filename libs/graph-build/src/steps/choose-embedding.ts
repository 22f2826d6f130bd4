import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import type { BuildContext } from '../build-step.js';
import { reportingDownload } from './reporting-download.js';

/** Picks the first provider of the chain that works and records it on the build, with why the ones before it were passed over. */
export async function chooseEmbedding(context: BuildContext): Promise<void> {
  const { parts, run, build } = context;
  const chain = build.settings.embeddingChain ? { chain: build.settings.embeddingChain.join(',') } : {};
  const known = await knownSpaces(context);
  const { model, passedOver } = await reportingDownload(context, (reporting) =>
    parts.embedding.choose({ ...chain, ...reporting, known }),
  );
  await parts.stores.builds.save(run, { space: model.space, passedOver });
  const sentence = `Build ${run.number} of graph ${run.graph} embeds with ${embeddingSpaceId(model.space)}.`;
  parts.logger.info(sentence, { graph: run.graph, build: run.number, semantic: model.space.semantic });
}

const recentBuilds = 100;

/** The spaces of recent builds of every graph, whose vectors are kept: by them a server is known that runs another model by now. */
async function knownSpaces({ parts }: BuildContext): Promise<readonly EmbeddingSpace[]> {
  const builds = await parts.stores.builds.list({ limit: recentBuilds });
  const spaces = builds.flatMap(({ space }) => space ?? []);
  return [...new Map(spaces.map((space) => [embeddingSpaceId(space), space])).values()];
}
