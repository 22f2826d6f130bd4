import { asError, LexHopError } from '@lexhop/foundation';
import { exitCodeOf } from './exit-code-of.js';
import { program } from './program.js';

try {
  await program().parseAsync();
} catch (thrown) {
  const error = asError(thrown);
  const isExpected = error instanceof LexHopError;
  process.stderr.write(`${isExpected ? `lexhop: ${error.message}` : (error.stack ?? error.message)}\n`);
  if (isExpected && error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
  process.exitCode = exitCodeOf(error);
}
