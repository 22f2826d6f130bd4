import type { Reason } from '@lexhop/foundation';
import type { BuildRun } from '@lexhop/graph-model';

/** Articles by id, at most 1,000 of them; `count` says how many there are, and `cut` how many of these are not named. */
export interface NamedArticles {
  readonly count: number;
  readonly cut: number;
  readonly ids: readonly string[];
}

/** The event that a run of a build ended, and which articles of the graph it changed: none, unless the build was completed. */
export interface BuildEnded extends BuildRun {
  readonly outcome: 'completed' | 'failed' | 'cancelled';
  /** Why it failed, in a sentence; null unless it has. */
  readonly failure: string | null;
  /** ISO date-time. */
  readonly endedAt: string;
  readonly articles: {
    readonly added: NamedArticles;
    readonly changed: NamedArticles;
    readonly removed: NamedArticles;
  };
}

/** `due` until the receiver took it, or until it is given up. */
export type DeliveryState = 'due' | 'delivered' | 'given-up';

/** A message for the receiver, and its state. */
export interface Delivery {
  /** Stays the same however often it is sent. */
  readonly id: string;
  readonly event: BuildEnded;
  readonly state: DeliveryState;
  /** How often it was sent, or begun to be. */
  readonly tries: number;
  /** When it is sent again at the latest, as an ISO date-time; null once it is not due any more. */
  readonly dueAt: string | null;
  /** Why the last try that failed did; null where none has. */
  readonly reason: Reason | null;
}

/** How a try of a delivery ended. ISO date-times. */
export type TryEnded =
  | { readonly state: 'delivered' }
  | { readonly state: 'due'; readonly dueAt: string; readonly reason: Reason }
  | { readonly state: 'given-up'; readonly reason: Reason };

/**
 * The messages that builds have ended. Where the books are opened with webhooks on, each is written in the transaction that ends its build, so none is
 * lost. Of messages that are no longer due, the newest 1,000 are kept.
 */
export abstract class Deliveries {
  /** Takes the message that has been due longest, for one try; no other process gets it before `heldUntil`. Undefined where none is due at `now`. */
  abstract take(now: string, heldUntil: string): Promise<Delivery | undefined>;

  /** Records how a try ended. Where a later try of the same message has begun, only a success still counts. */
  abstract endTry(taken: Pick<Delivery, 'id' | 'tries'>, ended: TryEnded): Promise<void>;

  /** Newest first. */
  abstract list(limit: number): Promise<readonly Delivery[]>;

  /** How many are kept in each state. */
  abstract counts(): Promise<Readonly<Record<DeliveryState, number>>>;
}
