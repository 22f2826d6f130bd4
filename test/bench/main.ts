import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type BenchResult, describeResult } from './bench-result.js';

/** Results all at the end, or each once it is there. */
interface Bench {
  run(options: { readonly articles?: number }): Promise<readonly BenchResult[]> | AsyncIterable<BenchResult>;
}

/** `npm run bench [-- NAME… --articles N]`: runs the benches of this folder, each in turn, and prints what they measure. `all-law` takes no more than N articles. */
const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const { positionals: asked, values } = parseArgs({ allowPositionals: true, options: { articles: { type: 'string' } } });
const options = values.articles === undefined ? {} : { articles: Number(values.articles) };
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No bench is named ${unknown.join(', ')}; there are ${names.join(', ')}.\n`);
  process.exit(2);
}
process.stdout.write(
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`,
);
for (const name of asked.length > 0 ? asked : names) {
  const bench = (await import(new URL(`${name}.bench.ts`, folder).href)) as Bench;
  process.stdout.write(`\n# ${name}\n`);
  for await (const result of await bench.run(options)) process.stdout.write(`${describeResult(result)}\n`);
}
process.exit(0);
