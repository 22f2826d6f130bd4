export interface TokenUsage {
  readonly inputTokens: number;
  /** What is paid as output: the reply, and the reasoning before it. */
  readonly outputTokens: number;
  /** The provider did not count; these are estimates. */
  readonly estimated?: true;
}
