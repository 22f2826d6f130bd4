import { readdirSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { type BenchResult, describeResult } from './bench-result.js';

/** `npm run bench [-- NAME…]`: runs the benches of this folder, each in turn, and prints what they measured. */
const folder = new URL('./', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No bench is named ${unknown.join(', ')}; there are ${names.join(', ')}.\n`);
  process.exit(2);
}
process.stdout.write(
  `${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`,
);
for (const name of asked.length > 0 ? asked : names) {
  const bench = (await import(new URL(`${name}.bench.ts`, folder).href)) as { run(): Promise<readonly BenchResult[]> };
  process.stdout.write(`\n# ${name}\n`);
  for (const result of await bench.run()) process.stdout.write(`${describeResult(result)}\n`);
}
process.exit(0);
