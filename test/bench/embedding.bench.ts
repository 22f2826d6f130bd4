import { type BenchResult } from './bench-result.js';
import { benchBgeM3 } from './embedding/bge-m3-in-shape.js';
import { benchBgeSmallZh } from './embedding/bge-small-zh.js';

/**
 * 1,842 questions of about 20 tokens: a random-weight model of BGE-M3's shape, which computes as the real one does,
 * and bge-small-zh's real weights. Skipped, with the reason, where the material for one is absent.
 */
export async function run(): Promise<readonly BenchResult[]> {
  const bank = 'test/data/eval/tw-everyday/question-bank.jsonl';
  return [...(await benchBgeSmallZh(bank)), ...(await benchBgeM3(bank))];
}
