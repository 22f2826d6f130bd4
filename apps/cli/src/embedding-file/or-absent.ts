/** Undefined for a file that does not exist; any other error is thrown on. */
export function orAbsent(thrown: unknown): undefined {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
  throw thrown;
}
