import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The path of a file with real statutes beside the project (`../shared/statutes`, or below `LEXHOP_SHARED`).
 * Undefined, with a printed reason, where it is not there: tests of real data are skipped then.
 */
export function sharedStatutes(name: string): string | undefined {
  const path = resolve(process.env['LEXHOP_SHARED'] ?? resolve(process.cwd(), '../shared'), 'statutes', name);
  if (existsSync(path)) return path;
  console.info(`Skipped: there is no ${path}; put the ministry's files there or set LEXHOP_SHARED.`);
  return undefined;
}
