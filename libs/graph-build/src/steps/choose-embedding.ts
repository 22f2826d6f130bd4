import { type EmbeddingSpace, embeddingSpaceId, StaleRunError } from '@lexhop/graph-model';
import type { DownloadProgress } from '@lexhop/embedding';
import type { BuildContext } from '../build-step.js';

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

const betweenReportsMilliseconds = 500;

/** What work that may download is given. */
interface DownloadReporting {
  /** The build's, and aborted with a StaleRunError once a report finds the build cancelled, retried or ended. */
  readonly signal: AbortSignal;
  readonly onProgress: (download: DownloadProgress) => void;
}

/**
 * Does work that may download, and saves on the build how far it has come, every half second. Ends when every report has; rejects as the
 * work does, else with what kept the first report from being saved: what was downloaded is there for the next try.
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
    // Handled at once: nobody awaits it before the work ends, and a rejection nobody handles ends the process.
    saving = saving.then(() => parts.stores.builds.save(run, { download: { model, done, total } })).catch(keep);
  };
  const ended = async () => void (await saving);
  const result = await work({ signal: AbortSignal.any([signal, over.signal]), onProgress }).finally(ended);
  if (failures.length > 0) throw failures[0];
  return result;
}
