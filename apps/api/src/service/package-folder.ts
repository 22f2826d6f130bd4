import { existsSync } from 'node:fs';

/** The folder of the project: that of the nearest package.json above `from`, built or not. */
export function packageFolder(from: string | URL = import.meta.url): URL {
  const file = new URL('package.json', from);
  if (existsSync(file)) return new URL('.', file);
  const above = new URL('..', file);
  if (above.href === new URL('.', file).href) throw new Error(`There is no package.json above ${import.meta.url}.`);
  return packageFolder(above);
}
