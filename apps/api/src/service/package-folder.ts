import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The folder of the project: where its package.json, `data/` and the built console are. */
export const packageFolder = new URL('../../../../', import.meta.url);

const packageSchema = z.object({ name: z.string(), version: z.string() });

/** The version in the project's package.json. */
export function serviceVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'))).version;
}
