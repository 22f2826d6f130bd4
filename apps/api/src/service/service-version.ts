import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageFolder } from './package-folder.js';

const packageSchema = z.object({ name: z.string(), version: z.string() });

/** The version in the project's package.json. */
export function serviceVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'))).version;
}
