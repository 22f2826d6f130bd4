/**
 * The numbers of all advisory locks that LexHop takes in its database. They stand in one place, because two uses of one number would wait for each
 * other. Locks by name use 64-bit hashes of the name.
 */
export const advisoryLocks = {
  /** Held, shared, by every process that uses an own server. The process that can get it alone is the last one. */
  serverInUse: 5_394_711,
  /** Held by the process that migrates the books. */
  migratingBooks: 5_394_712,
  /** Held while a budget is looked at and spent from. */
  spending: 5_394_713,
  /** Held, shared, by every connection of every queue. */
  queueInUse: 5_394_714,
  /** Held by the process that opens a queue, so that one opens it after another. */
  openingQueue: 5_394_715,
} as const;
