import { existsSync } from 'node:fs';
import path from 'node:path';

/** A file of the test material beside the project; undefined, with the reason printed, where it is absent. */
export function sharedPath(name: string): string | undefined {
  const file = path.resolve(process.env['LEXHOP_SHARED'] ?? path.join(process.cwd(), '..', 'shared'), name);
  if (existsSync(file)) return file;
  process.stdout.write(`Skipped: ${file} is absent; LEXHOP_SHARED names the folder that has it.\n`);
  return undefined;
}
