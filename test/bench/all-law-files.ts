import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.env['LEXHOP_ALL_LAW'] ?? resolve('../shared/statutes');

/** The two files of all Taiwanese law; undefined, and said, where this machine lacks them. */
export function allLawFiles(): readonly string[] | undefined {
  const files = ['ChLaw.json.gz', 'ChOrder.json.gz'].map((name) => join(folder, name));
  const missing = files.filter((file) => !existsSync(file));
  if (missing.length === 0) return files;
  process.stdout.write(`skipped: ${missing.join(' and ')} are not there; LEXHOP_ALL_LAW names their folder\n`);
  return undefined;
}
