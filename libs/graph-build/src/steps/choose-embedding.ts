import { embeddingSpaceId } from '@lexhop/graph-model';
import type { BuildContext } from '../build-step.js';

const downloadReportMilliseconds = 500;

/** Picks the first provider of the chain that works and records it on the build, with why the ones before it were passed over. */
export async function chooseEmbedding({ parts, run, build, signal }: BuildContext): Promise<void> {
  let reportedAt = 0;
  let reporting: Promise<unknown> = Promise.resolve();
  const { model, passedOver } = await parts.embedding.choose({
    signal,
    ...(build.settings.embeddingChain ? { chain: build.settings.embeddingChain.join(',') } : {}),
    onProgress: (download) => {
      const now = parts.clock.now().getTime();
      if (now - reportedAt < downloadReportMilliseconds) return;
      reportedAt = now;
      const { name: model, done, total } = download;
      reporting = reporting.then(() => parts.stores.builds.save(run, { download: { model, done, total } }));
    },
  });
  await reporting;
  await parts.stores.builds.save(run, { space: model.space, passedOver });
  for (const { name, reason } of passedOver) {
    parts.logger.warn(`Embedding provider ${name} was passed over: ${reason}`, { graph: run.graph, build: run.number });
  }
  const sentence = `Build ${run.number} of graph ${run.graph} embeds with ${embeddingSpaceId(model.space)}.`;
  parts.logger.info(sentence, { graph: run.graph, build: run.number, semantic: model.space.semantic });
}
