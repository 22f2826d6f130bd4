import { existsSync } from 'node:fs';
import path from 'node:path';

/** A folder of the test material beside the project; undefined, with the reason printed, where it is absent. */
export function sharedFolder(name: string): string | undefined {
  const folder = path.resolve(process.env['LEXHOP_SHARED'] ?? path.join(process.cwd(), '..', 'shared'), name);
  if (existsSync(folder)) return folder;
  console.warn(`Skipped: ${folder} is absent; LEXHOP_SHARED says where the test material is.`);
  return undefined;
}
