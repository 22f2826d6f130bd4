import { StaleRunError } from '@lexhop/graph-model';
import type { DownloadProgress } from '@lexhop/embedding';
import type { BuildContext } from '../build-step.js';

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
export async function reportingDownload<Result>(
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
