import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../../', import.meta.url));

/** The path of a file or folder of `test/data/`, as in `testData('golden/bge-m3-tiny')`. */
export function testData(name: string): string {
  return path.join(project, 'test', 'data', name);
}

/**
 * The path of a file with all of Taiwanese law in the ministry's bulk format: `ChLaw.json.gz` or `ChOrder.json.gz` of the folder
 * LEXHOP_ALL_LAW, by default `../shared/statutes`. Undefined, with a printed reason, where it is not there.
 */
export function allLaw(name: 'ChLaw.json.gz' | 'ChOrder.json.gz'): string | undefined {
  const folder = process.env['LEXHOP_ALL_LAW'] ?? path.join(project, '..', 'shared', 'statutes');
  const file = path.resolve(folder, name);
  if (existsSync(file)) return file;
  console.warn(
    `Skipped: tests over all of Taiwanese law, since ${name} is not in the folder that LEXHOP_ALL_LAW names.`,
  );
  return undefined;
}
