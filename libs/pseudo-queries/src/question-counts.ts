/** Fewest incoming questions of an article (HopRAG §3.1). */
export const minimumIncoming = 2;

/** Fewest outgoing questions of an article (HopRAG §3.1). */
export const minimumOutgoing = 4;
