import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchId, belongsTo, stepId, stepIdPrefix } from './job-catalog.js';
import type { BatchJob } from './job-queue.js';

const graph = fc.constantFrom('default', 'a', 'a-1', '12');
const count = fc.integer({ min: 1, max: 12 });
const step = fc.constantFrom('compare', 'draft', 'embed', 'match', 'check', 'publish');
const anyJob: fc.Arbitrary<BatchJob> = fc
  .tuple(fc.record({ graph, number: count, run: count, step, attempt: count }), fc.string({ minLength: 1 }))
  .map(([job, name]) => ({ ...job, batch: { name, kind: 'text', from: '', to: '' } }));
const keyOf = ({ graph, number, run, step, attempt, batch }: BatchJob) =>
  JSON.stringify([graph, number, run, step, attempt, batch.name]);

describe('batchId', () => {
  it('reads as the job is', () => {
    const job = { graph: 'default', number: 12, run: 1, step: 'embed', attempt: 1 } as const;
    expect(stepId(job)).toBe('embed~default~12~r1~a1');
    expect(batchId({ ...job, batch: { name: 'text~000007', kind: 'text', from: '', to: '' } })).toBe(
      'embed~default~12~r1~text~000007~a1',
    );
  });

  it('is the same for the same batch only, and has no colon', () => {
    fc.assert(
      fc.property(anyJob, anyJob, (one, other) => {
        expect(batchId(one) === batchId(other)).toBe(keyOf(one) === keyOf(other));
        expect(batchId(one)).not.toContain(':');
      }),
    );
  });
});

describe('belongsTo', () => {
  it('knows the runs of a build apart', () => {
    fc.assert(
      fc.property(anyJob, anyJob, (one, other) => {
        const same = one.graph === other.graph && one.number === other.number && one.run === other.run;
        expect(belongsTo(batchId(one), other)).toBe(same);
        expect(belongsTo(stepId(one), other)).toBe(same);
        expect(stepId(one).startsWith(stepIdPrefix(other))).toBe(same && one.step === other.step);
      }),
    );
  });
});
