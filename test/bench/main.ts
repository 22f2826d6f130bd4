import { availableParallelism, cpus } from 'node:os';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { type BenchResult, describeResult } from './bench-result.js';

interface BenchOptions {
  /** Benches of all law take no more articles than this. */
  readonly articles?: number;
}

/** Results all at the end, or each once it is there. */
interface Bench {
  run(options: BenchOptions): Promise<readonly BenchResult[]> | AsyncIterable<BenchResult>;
}

/** Each lies in `NAME.bench.ts`. Those of all law take minutes to an hour, the others seconds to minutes. */
const benches = {
  'all-law': 'all of Taiwanese law: import, build, rebuild, index, start and answers',
  'all-law-index': 'its index alone, without the books: making it, its file, answers',
  'graph-frames': 'the script of each frame as the console draws a graph, in Chromium',
  impact: 'the edges that its words state, and what hangs on an article',
  embedding: 'questions a second against the floor of the same matrix products',
  load: 'a server under 500 clients, and under 50 beside builds',
  matching: 'outgoing against incoming questions, up to 20,000 × 40,000',
  'rate-limit': 'calls under a shared rate against the ideal time, by workers',
  readings: 'answers by hop with a reading against without, on the queries of the evaluation',
  rebuild: 'a full build of the sample statutes, and one after 3 articles changed',
  retrieval: 'answers by hop, bm25 and dense on up to 2,711 articles',
  start: 'a server from its start until its first answer, and the memory it holds',
  stores: 'the same writes and reads in the books and in Neo4j',
} as const;

const program = new Command('npm run bench --')
  .description(
    'Measures what users run and prints it, with the targets beside it. Without a name: every bench, one after the other.',
  )
  .addArgument(new Argument('[names...]', 'benches to run').choices(Object.keys(benches)))
  .option('--articles <count>', 'all-law and all-law-index: no more articles than these', positiveInteger)
  .addHelpText(
    'after',
    `\nBenches:\n${Object.entries(benches)
      .map(([name, told]) => `  ${name.padEnd(14)} ${told}`)
      .join('\n')}`,
  )
  .action(runAll);
await program.parseAsync();
process.exit(0);

async function runAll(asked: readonly string[], options: BenchOptions): Promise<void> {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  process.stdout.write(`${availableParallelism()} cores, ${processor}, Node ${process.version}\n`);
  for (const name of asked.length > 0 ? asked : Object.keys(benches)) {
    const bench = (await import(new URL(`${name}.bench.ts`, import.meta.url).href)) as Bench;
    process.stdout.write(`\n# ${name}\n`);
    for await (const result of await bench.run(options)) process.stdout.write(`${describeResult(result)}\n`);
  }
}

function positiveInteger(given: string): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number above 0 is needed.');
  return number;
}
