import { setTimeout as wait } from 'node:timers/promises';
import type { BuildReference } from '@lexhop/graph-model';
import type { BuildAnswer } from '../terminal/build-progress.js';
import { spellCommand } from '../terminal/spell.js';
import { buildEvents } from './build-events.js';
import type { LexHopClient } from './lexhop-client.js';
import { ProblemError } from './problem-error.js';
import { ServerUnreachableError } from './server-unreachable-error.js';

/** How time goes by; tests make it go by themselves. */
export interface Patience {
  /** Milliseconds since any beginning. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Milliseconds without a sign after which a connection is taken for dead; the server gives one every 15 s. */
  readonly longestSilence: number;
}

export interface FollowingParts {
  readonly client: LexHopClient;
  /** Ends when a server that was begun for this command does: nobody starts it again. */
  readonly serverEnded: Promise<void>;
  readonly patience?: Patience;
}

const usualPatience: Patience = { now: () => performance.now(), wait, longestSilence: 40_000 };
const firstWait = 500;
const longestWait = 15_000;
const longestAbsence = 60_000;

/**
 * Follows a build until it ends, however often the connection breaks or the server restarts. Throws a ServerUnreachableError
 * after a minute in which nothing was heard, and a ProblemError that another try would not change.
 */
export async function followBuild(
  { client, serverEnded, patience = usualPatience }: FollowingParts,
  reference: BuildReference,
  onBuild: (build: BuildAnswer) => void,
): Promise<BuildAnswer> {
  const heard = { at: patience.now(), failures: 0, serverHasEnded: false };
  void serverEnded.then(() => (heard.serverHasEnded = true));
  const onEvent = (build: BuildAnswer | undefined) => {
    Object.assign(heard, { at: patience.now(), failures: 0 });
    if (build) onBuild(build);
  };
  for (;;) {
    const { build, cause } = await followOnce(buildEvents(client, reference, patience.longestSilence), onEvent);
    if (build) return build;
    const isAway = heard.serverHasEnded || patience.now() - heard.at >= longestAbsence;
    if (isAway) throw new ServerUnreachableError(client.url, { cause, hint: hintOf(reference, heard.serverHasEnded) });
    await patience.wait(Math.min(firstWait * 2 ** heard.failures, longestWait));
    heard.failures += 1;
  }
}

interface ConnectionEnd {
  /** The build, where it has ended; else only the connection has. */
  readonly build?: BuildAnswer;
  readonly cause?: unknown;
}

async function followOnce(
  events: AsyncIterable<BuildAnswer | undefined>,
  onEvent: (build: BuildAnswer | undefined) => void,
): Promise<ConnectionEnd> {
  try {
    for await (const build of events) {
      onEvent(build);
      if (build && build.state !== 'running') return { build };
    }
    return {};
  } catch (cause) {
    if (passes(cause)) return { cause };
    throw cause;
  }
}

/** What another try can change. A restarting server answers 503. */
function passes(thrown: unknown): boolean {
  if (thrown instanceof ProblemError) return thrown.status >= 500 || thrown.status === 429;
  return thrown instanceof ServerUnreachableError;
}

function hintOf({ graph, number }: BuildReference, serverHasEnded: boolean): string {
  const when = serverHasEnded ? 'when a server is started again' : 'without this command';
  return `Build ${number} of graph ${graph} goes on ${when}: ${spellCommand('status', graph)} tells how it stands.`;
}
