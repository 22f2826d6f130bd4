import type { Build } from './build.js';
import type { BuildEvent } from './build-events.js';
import { ProblemError } from './problem-error.js';

/** How the page hears of a build: `live`, or waiting to ask again because the stream broke. */
export type Following =
  | { readonly state: 'connecting' | 'live' | 'ended' }
  | { readonly state: 'waiting'; readonly retryAt: number };

export interface BuildListener {
  readonly onBuild: (build: Build) => void;
  readonly onFollowing: (following: Following) => void;
}

export interface FollowingParts {
  /** The build's events, anew at each call. */
  readonly events: (signal: AbortSignal) => AsyncIterable<BuildEvent>;
  /** Resolves after so long, or earlier when there is a reason to look at once: the page was woken, the network came back. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The server gives a sign every 15 s; after two that did not come, the connection is taken for dead. */
const longestSilence = 40_000;
const firstWait = 500;
const longestWait = 15_000;

/**
 * Follows a build until it ends or `signal` calls it off, however often the connection breaks, the server restarts or the
 * machine sleeps. Rejects only with a ProblemError that another try would not change.
 */
export async function followBuild(parts: FollowingParts, listener: BuildListener, signal: AbortSignal): Promise<void> {
  let failures = 0;
  const onHeard = () => (failures = 0);
  while (!signal.aborted) {
    listener.onFollowing({ state: 'connecting' });
    if (await followOnce(parts, { ...listener, onHeard }, signal)) return listener.onFollowing({ state: 'ended' });
    if (signal.aborted) return;
    const milliseconds = Math.min(firstWait * 2 ** failures, longestWait);
    failures += 1;
    listener.onFollowing({ state: 'waiting', retryAt: Date.now() + milliseconds });
    await parts.wait(milliseconds, signal);
  }
}

type HearingListener = BuildListener & { readonly onHeard: () => void };

/** Follows one connection; true when the build has ended, false when the connection has. */
async function followOnce(
  { events }: FollowingParts,
  { onBuild, onFollowing, onHeard }: HearingListener,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    for await (const build of heard(events, signal)) {
      onHeard();
      onFollowing({ state: 'live' });
      if (build) onBuild(build);
      if (build && build.state !== 'running') return true;
    }
  } catch (thrown) {
    if (isFinal(thrown)) throw thrown;
  }
  return false;
}

/** What another try would be answered with the same: not there, not allowed. A restarting server answers 503. */
function isFinal(thrown: unknown): boolean {
  return thrown instanceof ProblemError && thrown.status < 500 && thrown.status !== 429;
}

/** The events of one connection, which is given up after too long a silence. */
async function* heard(events: FollowingParts['events'], signal: AbortSignal): AsyncGenerator<BuildEvent> {
  const connection = new AbortController();
  const giveUp = () => connection.abort();
  signal.addEventListener('abort', giveUp);
  let silence = setTimeout(giveUp, longestSilence);
  try {
    for await (const event of events(connection.signal)) {
      clearTimeout(silence);
      silence = setTimeout(giveUp, longestSilence);
      yield event;
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', giveUp);
    giveUp();
  }
}
