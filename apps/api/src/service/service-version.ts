import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const packageSchema = z.object({ name: z.string(), version: z.string() });

/** The version in the project's package.json: the nearest one above this file, built or not. */
export function serviceVersion(from: string | URL = import.meta.url): string {
  const file = new URL('package.json', from);
  if (existsSync(file)) return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
  const above = new URL('..', file);
  if (above.href === new URL('.', file).href) throw new Error(`There is no package.json above ${import.meta.url}.`);
  return serviceVersion(above);
}
