/** Where a command writes: answers on standard output, everything beside them on standard error. */
export interface Output {
  /** A line of the answer. */
  line(text?: string): void;
  /** The answer as one JSON value, for scripts. */
  json(value: unknown): void;
  /** A remark for people, not part of the answer. */
  remark(text: string): void;
}

export const terminalOutput: Output = {
  line: (text = '') => process.stdout.write(`${text}\n`),
  json: (value) => process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`),
  remark: (text) => process.stderr.write(`${text}\n`),
};

/** Throws what went wrong with a stream of this process, unless its reader has left (`| head`): then the rest is not wanted. */
export function unlessReaderLeft(thrown: unknown): void {
  if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE')) throw thrown;
}
