#!/usr/bin/env node
import { asError } from '@lexhop/foundation';
import { CommanderError } from 'commander';
import { exitCodeOf, isExpected } from './errors.js';
import { program } from './program.js';
import { unlessReaderLeft } from './terminal/output.js';

for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessReaderLeft);

try {
  await program().parseAsync();
} catch (thrown) {
  const error = asError(thrown);
  // Commander has said already what is wrong, or has shown the help that was asked for.
  if (!(error instanceof CommanderError)) tell(error);
  process.exitCode = exitCodeOf(error);
}

function tell(error: Error): void {
  const expected = isExpected(error);
  process.stderr.write(`${expected ? `lexhop: ${error.message}` : (error.stack ?? error.message)}\n`);
  if (expected && error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
}
