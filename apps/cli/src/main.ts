#!/usr/bin/env node
import { CommanderError } from 'commander';
import { program } from './program.js';
import { unlessReaderLeft } from './terminal/output.js';

for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessReaderLeft);

try {
  await program().parseAsync();
} catch (thrown) {
  // Commander has said already what is wrong, or has shown the help that was asked for.
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? 0 : 2;
  else process.exitCode = await tell(thrown);
}

async function tell(thrown: unknown): Promise<number> {
  const [{ asError }, { exitCodeOf, isExpected }] = await Promise.all([
    import('@lexhop/foundation'),
    import('./errors.js'),
  ]);
  const error = asError(thrown);
  const expected = isExpected(error);
  process.stderr.write(`${expected ? `lexhop: ${error.message}` : (error.stack ?? error.message)}\n`);
  if (expected && error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  return exitCodeOf(error);
}
