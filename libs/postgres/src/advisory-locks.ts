/**
 * The numbers of every advisory lock that LexHop takes in its database, in one place: two uses of one number would wait for each other.
 * What a room locks by name hashes the name, into a space of its own.
 */
export const advisoryLocks = {
  /** Held, shared, by every process that uses an own server; who gets it alone is the last. */
  serverInUse: 5_394_711,
  /** Held by the one process that migrates the books. */
  migratingBooks: 5_394_712,
  /** Held while a budget is looked at and spent from. */
  spending: 5_394_713,
  /** Held, shared, by every connection of every queue. */
  queueInUse: 5_394_714,
  /** Held by whoever opens a queue: one after another. */
  openingQueue: 5_394_715,
} as const;
