import { createHmac } from 'node:crypto';
import { because, codeOf, LexHopError, type Reason } from '@lexhop/foundation';
import type { BuildEnded } from '@lexhop/graph-store';
import type { Receiver } from './settings.js';

/** The receiver did not take a message. The sentence leaves out its URL, which may hold a secret. */
class NotTakenError extends LexHopError {
  override readonly code = 'webhook-not-taken';
  override readonly retryable = true;

  constructor(
    override readonly why: Reason,
    cause?: unknown,
  ) {
    super(why.reason, { cause });
  }
}

/** One try to send a message: at what time, and how long the receiver may take to answer. */
interface SendTry {
  readonly at: Date;
  readonly patienceMilliseconds: number;
  /** Aborted when the process shuts down. */
  readonly signal: AbortSignal;
}

/**
 * Posts a message by the Standard Webhooks convention: `webhook-id`, which is the same for every try, `webhook-timestamp` of this one and
 * `webhook-signature`, an HMAC-SHA256 of both and the body. It is taken when a 2xx answers; redirects are not followed. Throws a NotTakenError.
 */
export async function send(
  { url, key }: Receiver,
  { id, event }: { readonly id: string; readonly event: BuildEnded },
  { at, patienceMilliseconds, signal }: SendTry,
): Promise<void> {
  const { endedAt, ...data } = event;
  const body = JSON.stringify({ type: 'build.ended', timestamp: endedAt, data });
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const patience = AbortSignal.timeout(patienceMilliseconds);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  const answered = AbortSignal.any([signal, patience]);
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: answered }).catch(
    (thrown: unknown) => {
      const late = `The receiver did not answer within ${patienceMilliseconds} ms.`;
      if (patience.aborted)
        throw new NotTakenError(because('receiver-late', late, { milliseconds: patienceMilliseconds }), thrown);
      const cause = causeOf(thrown);
      throw new NotTakenError(
        because('receiver-away', `The receiver could not be reached: ${cause}.`, { cause }),
        thrown,
      );
    },
  );
  // Only the status counts.
  await answer.body?.cancel();
  const { ok, status } = answer;
  if (!ok)
    throw new NotTakenError(because('receiver-refused', `The receiver answered ${status}, not 2xx.`, { status }));
}

/** Why a fetch failed: Node says it only in the cause. */
function causeOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  if (!(cause instanceof Error)) return 'the connection failed';
  return codeOf(cause) ?? cause.message;
}
