/** What the layout thread is given: nodes by number, edges as pairs of numbers. */
export interface LayoutTask {
  /** Tells answers apart: those to an older task are thrown away. */
  readonly task: number;
  /** x and y of each node, one after the other; where they begin. */
  readonly positions: Float32Array;
  /** Numbers of source and target of each edge, one after the other. */
  readonly edges: Uint32Array;
}

/** Where the nodes are after some rounds. */
export interface LayoutProgress {
  readonly task: number;
  readonly positions: Float32Array;
  readonly isDone: boolean;
}
