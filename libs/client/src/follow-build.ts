import { eventsOf, type LexHopClient, type Schema } from './lexhop-client.js';
import { ProblemError, ServerUnreachableError } from './problems.js';

type Build = Schema<'Build'>;

/** Names one build. */
export interface BuildReference {
  readonly graph: string;
  readonly number: number;
}

/** The state of the connection through which a build is followed; `waiting` before it is tried again after it broke. */
export type Following =
  | { readonly state: 'connecting' | 'live' | 'ended' }
  | { readonly state: 'waiting'; /** In milliseconds since 1970. */ readonly retryAt: number };

/** The clock and the limits of following. Tests pass a clock of their own. */
interface Patience {
  /** Milliseconds since any point in time. */
  readonly now: () => number;
  /** Resolves after so many milliseconds, or earlier where there is a reason to look at once. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** After so many milliseconds without an event a connection counts as dead; the server sends one every 15 s. */
  readonly longestSilence: number;
  /** After so many milliseconds without an event following fails. */
  readonly longestAbsence: number;
}

export interface FollowOptions {
  readonly onBuild: (build: Build) => void;
  readonly onFollowing?: (following: Following) => void;
  /** Cancels following. */
  readonly signal?: AbortSignal;
  /** Whether the server is known to have ended for good, so that waiting for it makes no sense. */
  readonly isGone?: () => boolean;
  readonly patience?: Partial<Patience>;
}

const usualPatience: Patience = {
  now: () => performance.now(),
  wait: waitFor,
  longestSilence: 40_000,
  longestAbsence: Number.POSITIVE_INFINITY,
};
const firstWait = 500;
const longestWait = 15_000;

/**
 * Follows a build until it ends, however often the connection breaks, the server restarts or the machine sleeps. Returns the build as it
 * ended. Rejects with the signal's reason, with a ProblemError that another try would not change, and with a ServerUnreachableError where the
 * server has ended or was away for `longestAbsence`.
 */
export async function followBuild(
  client: LexHopClient,
  reference: BuildReference,
  { onBuild, onFollowing, signal = new AbortController().signal, isGone, patience }: FollowOptions,
): Promise<Build> {
  const { now, wait, longestSilence, longestAbsence } = { ...usualPatience, ...patience };
  const heard = { at: now(), failures: 0 };
  const onEvent = (build: Build | undefined) => {
    Object.assign(heard, { at: now(), failures: 0 });
    onFollowing?.({ state: 'live' });
    if (build) onBuild(build);
  };
  for (;;) {
    signal.throwIfAborted();
    onFollowing?.({ state: 'connecting' });
    const { build, cause } = await followOnce(buildEvents(client, reference, { signal, longestSilence }), onEvent);
    if (build) {
      onFollowing?.({ state: 'ended' });
      return build;
    }
    signal.throwIfAborted();
    if (isGone?.() || now() - heard.at >= longestAbsence) throw new ServerUnreachableError(client.url, { cause });
    const milliseconds = Math.min(firstWait * 2 ** heard.failures, longestWait);
    heard.failures += 1;
    onFollowing?.({ state: 'waiting', retryAt: Date.now() + milliseconds });
    await wait(milliseconds, signal);
  }
}

interface ConnectionEnd {
  /** The build, where it has ended; absent where only the connection has. */
  readonly build?: Build;
  readonly cause?: unknown;
}

async function followOnce(
  events: AsyncIterable<Build | undefined>,
  onEvent: (build: Build | undefined) => void,
): Promise<ConnectionEnd> {
  try {
    for await (const build of events) {
      onEvent(build);
      if (build && build.state !== 'running') return { build };
    }
    return {};
  } catch (cause) {
    // Another try would get the same answer: not found, or not allowed.
    if (cause instanceof ProblemError && !cause.retryable) throw cause;
    return { cause };
  }
}

/**
 * The events of one connection as they come: the build whenever it changed, and undefined where the server only said that it is still
 * there. Ends the connection after too long a silence.
 */
async function* buildEvents(
  client: LexHopClient,
  { graph, number }: BuildReference,
  { signal, longestSilence }: { readonly signal: AbortSignal; readonly longestSilence: number },
): AsyncGenerator<Build | undefined> {
  const connection = new AbortController();
  const giveUp = () => connection.abort();
  signal.addEventListener('abort', giveUp);
  let silence = setTimeout(giveUp, longestSilence);
  const call = client.rest.GET('/api/v1/graphs/{graph}/builds/{number}/events', {
    params: { path: { graph, number } },
    headers: { accept: 'text/event-stream' },
    signal: connection.signal,
    parseAs: 'stream',
  });
  try {
    for await (const { event, data } of eventsOf(client, call)) {
      clearTimeout(silence);
      silence = setTimeout(giveUp, longestSilence);
      yield event === 'build' ? (data as Build) : undefined;
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}

/** Resolves after so many milliseconds, or when the signal is aborted. */
function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
