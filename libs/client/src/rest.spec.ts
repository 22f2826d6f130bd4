import { readFile } from 'node:fs/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);

it('the types of REST are those of docs/openapi.json (else: npm run openapi)', async () => {
  const generated = astToString(
    await openapiTypescript(new URL('docs/openapi.json', root), { defaultNonNullable: false }),
  );
  expect(await readFile(new URL('rest.ts', import.meta.url), 'utf8')).toContain(generated);
});
