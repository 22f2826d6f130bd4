import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LexHopError } from '../errors.js';

/** A door through which anything may come. */
interface FuzzTarget<Input> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  readonly take: (input: Input) => unknown;
  /** The codes of the errors by which it may refuse an input; none, where it takes whatever comes. Anything else that is thrown is a crash. */
  readonly refusals: readonly string[];
}

/** `npm run fuzz` sets more, and then each run has other cases; a failure names its seed. */
const given = process.env['LEXHOP_FUZZ_CASES'];
const cases = given === undefined ? 2_000 : Number(given);
/** Of the first and of the second half of the cases. */
const halves = given === undefined ? [{ seed: 20_261_129 }, { seed: 20_261_130 }] : [{}, {}];

const longestMilliseconds = 1_000;
/** Of a busy machine one case may be slow, and not three times. */
const looks = 3;
const mostGrowth = 32 * 2 ** 20;

/** Sends a door thousands of inputs: it takes or refuses each within a second, and holds no more memory after the second half of them than after the first. */
export function describeFuzz<Input>({ name, inputs, take, refusals }: FuzzTarget<Input>): void {
  describe(`whatever comes to ${name}`, () => {
    it(
      `is taken or refused by its own errors, at once, and forgotten: ${cases} cases`,
      { timeout: 3_600_000 },
      async () => {
        const outcome = async (input: Input) => {
          const begin = performance.now();
          try {
            await take(input);
          } catch (thrown) {
            if (!(thrown instanceof LexHopError) || !refusals.includes(thrown.code)) throw thrown;
          }
          return performance.now() - begin;
        };
        const property = fc.asyncProperty(inputs, async (input) => {
          let milliseconds = await outcome(input);
          for (let look = 1; look < looks && milliseconds > longestMilliseconds; look += 1)
            milliseconds = Math.min(milliseconds, await outcome(input));
          expect(milliseconds).toBeLessThan(longestMilliseconds);
        });
        const held: number[] = [];
        for (const half of halves) {
          await fc.assert(property, { ...half, numRuns: Math.ceil(cases / 2) });
          held.push(memoryHeld());
        }
        const [first = 0, second = 0] = held;
        expect(second - first).toBeLessThan(mostGrowth);
      },
    );
  });
}

/** Bytes that live, after what is dead was collected. */
function memoryHeld(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const longestPart = 400;

interface Break {
  readonly length: number;
  readonly word: Buffer;
}

/** Ways to break a file, each at a place of it. */
const breaks: Readonly<Record<string, (whole: Buffer, at: number, how: Break) => Buffer>> = {
  cut: (whole, at) => whole.subarray(0, at),
  behead: (whole, at) => whole.subarray(at),
  remove: (whole, at, { length }) => Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]),
  repeat: (whole, at, { length }) =>
    Buffer.concat([
      whole.subarray(0, at),
      ...Array.from({ length: 8 }, () => whole.subarray(at, at + length)),
      whole.subarray(at),
    ]),
  turn: (whole, at, { length }) =>
    Buffer.from(whole.map((byte, place) => (place === at ? byte ^ (length & 0xff) : byte))),
  insert: (whole, at, { word }) => Buffer.concat([whole.subarray(0, at), word, whole.subarray(at)]),
  replace: (whole, at, { word }) => Buffer.concat([whole.subarray(0, at), word, whole.subarray(at + word.length)]),
};

/** Files as they come broken: one of the samples, cut, turned, doubled or with words in it where none belong; or no file at all. */
export function brokenFiles(samples: readonly (string | Uint8Array)[], words: readonly string[]): fc.Arbitrary<Buffer> {
  const files: readonly Buffer[] = samples.map((sample) => Buffer.from(sample));
  const edits = fc.array(
    fc.record({
      kind: fc.constantFrom(...Object.keys(breaks)),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: longestPart }),
      word: fc.oneof(
        fc.constantFrom(...words).map((word) => Buffer.from(word)),
        fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
      ),
    }),
    { maxLength: 5 },
  );
  const broken = fc
    .tuple(fc.constantFrom(...files), edits)
    .map(([file, its]) =>
      its.reduce<Buffer>(
        (whole, { kind, at, ...how }) => breaks[kind]?.(whole, Math.floor(at * whole.length), how) ?? whole,
        file,
      ),
    );
  const noFile = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  return fc.oneof({ weight: 19, arbitrary: broken }, { weight: 1, arbitrary: noFile });
}
