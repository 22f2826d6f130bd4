import { setTimeout as wait } from 'node:timers/promises';
import { asError, type Clock, type Logger, type Reason, reasonOf } from '@lexhop/foundation';
import type { Deliveries, Delivery, TryEnded } from '@lexhop/graph-store';
import { send } from './send.js';
import type { Receiver } from './settings.js';

interface DeliveryParts {
  readonly deliveries: Deliveries;
  readonly receiver: Receiver;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long the receiver may take to answer; 10,000 by default. */
  readonly patienceMilliseconds?: number;
}

const patience = 10_000;
/** How much longer than its patience a process holds a delivery, so that its try has ended before another process tries. */
const slackMilliseconds = 5_000;
const firstRestMilliseconds = 5_000;
/** Between them are rests of 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, 6 h and 23 h, so that a receiver may be away for a day. */
const mostTries = 9;
const lookMilliseconds = 1_000;

/**
 * Delivers what is due, again and again until it is stopped, which takes no longer than the deadline. Each delivery is sent at least once: a try is
 * recorded in the books before it is sent, and another process goes on with a try whose process has died.
 */
export function startDelivering(parts: DeliveryParts): (deadlineMilliseconds: number) => Promise<void> {
  const stopping = new AbortController();
  const ending = new AbortController();
  const delivering = deliverUntil(parts, stopping.signal, ending.signal);
  return async (deadlineMilliseconds) => {
    stopping.abort();
    const deadline = setTimeout(() => ending.abort(), deadlineMilliseconds);
    await delivering;
    clearTimeout(deadline);
  };
}

/** What is due at the stop is still sent, because a command that builds stops as soon as its build has ended. */
async function deliverUntil(parts: DeliveryParts, stopping: AbortSignal, ending: AbortSignal): Promise<void> {
  for (let last = false; !last;) {
    last = stopping.aborted;
    await deliverDue(parts, ending).catch((thrown: unknown) => {
      // The books are away: what is due stays due.
      parts.logger.warn(`Webhooks wait, and are tried again: ${asError(thrown).message}`);
    });
    await wait(lookMilliseconds, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** Sends everything that is due now, one after another. */
export async function deliverDue(parts: DeliveryParts, signal: AbortSignal): Promise<void> {
  const { deliveries, clock, patienceMilliseconds = patience } = parts;
  while (!signal.aborted) {
    const now = clock.now();
    const heldUntil = after(now, patienceMilliseconds + slackMilliseconds);
    const taken = await deliveries.take(now.toISOString(), heldUntil);
    if (!taken) return;
    const ended = await tryOnce(parts, taken, signal);
    // A try that the shutdown broke off may have come through, so nothing is recorded.
    if (ended) await deliveries.endTry(taken, ended);
  }
}

async function tryOnce(parts: DeliveryParts, taken: Delivery, signal: AbortSignal): Promise<TryEnded | undefined> {
  const { receiver, clock, patienceMilliseconds = patience } = parts;
  try {
    await send(receiver, taken, { at: clock.now(), patienceMilliseconds, signal });
    return { state: 'delivered' };
  } catch (thrown) {
    return signal.aborted ? undefined : failedTry(parts, taken, reasonOf(thrown));
  }
}

function failedTry({ clock, logger }: DeliveryParts, { id, tries, event }: Delivery, reason: Reason): TryEnded {
  const facts = { graph: event.graph, build: event.number, webhook: id, tries };
  if (tries >= mostTries) {
    logger.error(`A webhook is given up after ${tries} tries: ${reason.reason}`, facts);
    return { state: 'given-up', reason };
  }
  logger.warn(`A webhook was not taken, and is tried again: ${reason.reason}`, facts);
  return { state: 'due', dueAt: after(clock.now(), firstRestMilliseconds * 4 ** (tries - 1)), reason };
}

function after(moment: Date, milliseconds: number): string {
  return new Date(moment.getTime() + milliseconds).toISOString();
}
