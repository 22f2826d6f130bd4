import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the developers' shared data (../shared beside the project, or LEXHOP_SHARED); undefined, with the reason printed, where it is absent. */
export function sharedFile(...path: readonly string[]): string | undefined {
  const file = join(process.env['LEXHOP_SHARED'] ?? join(process.cwd(), '..', 'shared'), ...path);
  if (existsSync(file)) return file;
  console.info(`Skipped: ${file} is not there (set LEXHOP_SHARED to where the shared data is).`);
  return undefined;
}
