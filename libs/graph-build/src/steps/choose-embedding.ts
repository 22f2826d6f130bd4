import { type EmbeddingSpace, embeddingSpaceId, StaleRunError } from '@lexhop/graph-model';
import type { DownloadProgress } from '@lexhop/embedding';
import type { BuildContext } from '../build-step.js';

/** Chooses the first provider of the chain that works. Records its space on the build, and why each provider before it was skipped. */
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

/** The spaces of recent builds of all graphs. With them the chain recognises a server that runs another model than before. */
async function knownSpaces({ parts }: BuildContext): Promise<readonly EmbeddingSpace[]> {
  const builds = await parts.stores.builds.list({ limit: recentBuilds });
  const spaces = builds.flatMap(({ space }) => space ?? []);
  return [...new Map(spaces.map((space) => [embeddingSpaceId(space), space])).values()];
}

const betweenReportsMilliseconds = 500;

/** What is given to work that may download a model. */
interface DownloadReporting {
  /** Aborted with the build's own signal, and with a StaleRunError when a report finds the build cancelled, retried or ended. */
  readonly signal: AbortSignal;
  readonly onProgress: (download: DownloadProgress) => void;
}

/**
 * Does work that may download a model, and saves the download's progress on the build, at most every half second. Resolves after the last report
 * is saved. Rejects as the work does, else with the first error of saving a report; what was downloaded stays for the next try.
 */
async function reportingDownload<Result>(
  { parts, run, signal }: BuildContext,
  work: (reporting: DownloadReporting) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const failures: unknown[] = [];
  let reportedAt = 0;
  let saving: Promise<unknown> = Promise.resolve();
  const keep = (thrown: unknown) => {
    failures.push(thrown);
    if (thrown instanceof StaleRunError) over.abort(thrown);
  };
  const onProgress = ({ name: model, done, total }: DownloadProgress) => {
    const now = parts.clock.now().getTime();
    if (over.signal.aborted || now - reportedAt < betweenReportsMilliseconds) return;
    reportedAt = now;
    // Caught here, because nobody awaits it before the work ends, and an unhandled rejection would end the process.
    saving = saving.then(() => parts.stores.builds.save(run, { download: { model, done, total } })).catch(keep);
  };
  const ended = async () => void (await saving);
  const result = await work({ signal: AbortSignal.any([signal, over.signal]), onProgress }).finally(ended);
  if (failures.length > 0) throw failures[0];
  return result;
}
