import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, whyFailed } from '@lexhop/foundation';
import { retryAfterMilliseconds } from '@lexhop/provider-calls';
import { ModelDownloadError } from './errors.js';
import { type FileCheck, whatIsWrong } from './file-digests.js';
import { firstAnswer, type HubAccess } from './hub.js';
import { orAbsent } from './cache-layout.js';

/** A file to fetch. */
interface Download {
  readonly url: string;
  /** Where it lies when it is whole and checked; until then it is `<target>.incomplete`. */
  readonly target: string;
  readonly check: FileCheck;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are there, of this file. */
  readonly onBytes: (bytes: number) => void;
}

/** How patient a download is. */
export interface Patience {
  readonly attempts: number;
  /** Waited after the first failure; doubled after each. */
  readonly firstWaitMs: number;
  /** Longest wait, whatever the server asks for. */
  readonly longestWaitMs: number;
  /** A body that stands still for so long is given up and resumed. */
  readonly stallMs: number;
}

export const defaultPatience: Patience = { attempts: 6, firstWaitMs: 500, longestWaitMs: 60_000, stallMs: 30_000 };

/**
 * Fetches a file: resumes what an earlier attempt (or process) left, tries again after cuts, 429 and 5xx, checks size and digest,
 * and puts it in its place in one step. Rejects with a ModelDownloadError; what came so far is kept unless it is wrong.
 */
export async function downloadFile(hub: HubAccess, download: Download, patience: Patience): Promise<void> {
  const failures: string[] = [];
  for (let attempt = 1; attempt <= patience.attempts; attempt++) {
    const outcome = await tryOnce(hub, download, patience).catch((thrown: unknown) =>
      againUnlessFirst(thrown, attempt),
    );
    if (outcome === 'done') return;
    failures.push(outcome.reason);
    if (attempt === patience.attempts) break;
    const doubled = patience.firstWaitMs * 2 ** (attempt - 1);
    await wait(Math.min(outcome.waitMs ?? doubled, patience.longestWaitMs), undefined, {
      signal: download.signal,
    }).catch(() => {
      download.signal?.throwIfAborted();
    });
  }
  const last = failures.at(-1) ?? 'no attempt was made';
  throw new ModelDownloadError(
    `${download.url} could not be fetched in ${patience.attempts} attempts; the last: ${last}`,
  );
}

/** A server that could not be reached at all is not asked again; one that went away in between may come back. */
function againUnlessFirst(thrown: unknown, attempt: number): Failure {
  if (thrown instanceof ModelDownloadError && thrown.unreachable && attempt > 1) return { reason: thrown.message };
  throw thrown;
}

interface Failure {
  readonly reason: string;
  readonly waitMs?: number | undefined;
}

async function tryOnce(hub: HubAccess, download: Download, patience: Patience): Promise<'done' | Failure> {
  const incomplete = `${download.target}.incomplete`;
  const failure = await receive(hub, download, patience);
  if (failure) return failure;
  const wrong = await whatIsWrong(incomplete, download.check);
  if (wrong !== undefined) {
    // Bytes of a wrong file can't be resumed; a short one can.
    const bytes = (await stat(incomplete)).size;
    if (download.check.bytes === undefined || bytes >= download.check.bytes) await rm(incomplete);
    return { reason: wrong };
  }
  await rename(incomplete, download.target);
  return 'done';
}

async function receive(hub: HubAccess, download: Download, patience: Patience): Promise<Failure | undefined> {
  const have = (await stat(`${download.target}.incomplete`).catch(orAbsent))?.size ?? 0;
  if (have > 0 && have === download.check.bytes) return undefined;
  const stalled = new AbortController();
  const signal = download.signal ? AbortSignal.any([download.signal, stalled.signal]) : stalled.signal;
  const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  const response = await firstAnswer(hub, download.url, { signal, headers });
  const refusal = await refusalOf(response, download, have);
  if (refusal) return refusal;
  return save(response, { start: response.status === 206 ? have : 0, download, stalled, patience });
}

async function refusalOf(response: Response, download: Download, have: number): Promise<Failure | undefined> {
  if (response.status === 206 && !response.headers.get('content-range')?.startsWith(`bytes ${have}-`)) {
    await response.body?.cancel();
    await rm(`${download.target}.incomplete`, { force: true });
    return { reason: 'the server resumed at another byte than was asked for.', waitMs: 0 };
  }
  if (response.ok) return undefined;
  await response.body?.cancel();
  const reason = `the server answered ${response.status} ${response.statusText}.`;
  if (response.status === 416) {
    await rm(`${download.target}.incomplete`, { force: true });
    return { reason, waitMs: 0 };
  }
  if (response.status === 429 || response.status >= 500)
    return { reason, waitMs: retryAfterMilliseconds(response.headers.get('retry-after')) };
  throw new ModelDownloadError(`${download.url}: ${reason}`, { retryable: false });
}

interface Body {
  readonly start: number;
  readonly download: Download;
  readonly stalled: AbortController;
  readonly patience: Patience;
}

async function save(response: Response, body: Body): Promise<Failure | undefined> {
  const file = await open(`${body.download.target}.incomplete`, body.start > 0 ? 'a' : 'w');
  try {
    await writeBody(response, file, body);
    return undefined;
  } catch (thrown) {
    body.download.signal?.throwIfAborted();
    return failureOf(thrown, body.stalled.signal.aborted, body.patience);
  } finally {
    await file.close();
  }
}

async function writeBody(
  response: Response,
  file: FileHandle,
  { start, download, stalled, patience }: Body,
): Promise<void> {
  const most = download.check.bytes ?? Infinity;
  let bytes = start;
  const timer = setTimeout(() => stalled.abort(), patience.stallMs);
  try {
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      await file.write(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).byteLength;
      download.onBytes(bytes);
      if (bytes > most) return;
    }
    await file.sync();
  } finally {
    clearTimeout(timer);
  }
}

function failureOf(thrown: unknown, stalled: boolean, patience: Patience): Failure {
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const sentence = 'the disk is full; free some space, and the download goes on where it stopped.';
    throw new ModelDownloadError(sentence, { cause: thrown });
  }
  if (stalled) return { reason: `no byte came for ${patience.stallMs} ms.` };
  return { reason: `the connection broke (${whyFailed(thrown)}).` };
}
