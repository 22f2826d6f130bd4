import { afterEach, describe, expect, it } from 'vitest';
import { MatrixThreads } from './matrix-threads.js';
import { naiveNearest } from './testing/naive-search.js';

const wave = (rows: number, dimensions: number, pace: number) =>
  Float32Array.from({ length: rows * dimensions }, (_, at) => Math.sin(at * pace));

const request = {
  queries: { vectors: wave(50, 8, 0.7) },
  candidates: { vectors: wave(700, 8, 1.3) },
  dimensions: 8,
  k: 3,
};

describe('MatrixThreads', () => {
  let thread = new MatrixThreads({ threads: 1 });
  afterEach(async () => {
    await thread.close();
    thread = new MatrixThreads({ threads: 1 });
  });

  it('answers as two plain loops do, and leaves the request as it was', async () => {
    const before = request.queries.vectors.slice();
    expect(await thread.nearest(request)).toEqual(naiveNearest(request));
    expect(request.queries.vectors).toEqual(before);
  });

  it('clusters rows, and finds nearest ones by them', async () => {
    const { vectors } = request.candidates;
    const clusters = await thread.cluster(vectors, request.dimensions);
    expect(clusters.order.toSorted()).toEqual(Int32Array.from({ length: 700 }, (_, row) => row));
    const { scores } = await thread.nearest({ ...request, clusters });
    const best = naiveNearest(request).scores;
    expect(scores.filter((score, place) => score === best[place]).length).toBeGreaterThan(0.9 * scores.length);
    await expect(
      thread.nearest({ ...request, candidates: { vectors: vectors.subarray(8) }, clusters }),
    ).rejects.toThrow('700 rows are clustered');
    await expect(thread.cluster(Float32Array.of(1, Number.NaN), 1)).rejects.toMatchObject({ row: 1 });
  });

  it('answers the same whatever the number of threads that share the queries, all of them or some', async () => {
    thread = new MatrixThreads({ threads: 3 });
    const vectors = wave(1_700, 8, 0.7);
    const odd = Int32Array.from({ length: 1_600 }, (_, place) => place + 100);
    for (const only of [undefined, odd]) {
      const shared = { ...request, queries: { vectors, only } };
      expect(await thread.nearest(shared)).toEqual(naiveNearest(shared));
    }
    vectors[1_650 * 8] = Number.NaN;
    const broken = { ...request, queries: { vectors, only: odd } };
    await expect(thread.nearest(broken)).rejects.toMatchObject({ side: 'queries', row: 1_650 });
  });

  it('reads shared memory in place', async () => {
    const shared = (vectors: Float32Array) => {
      const room = new Float32Array(new SharedArrayBuffer(vectors.byteLength));
      room.set(vectors);
      return { vectors: room };
    };
    const sharing = {
      ...request,
      queries: shared(request.queries.vectors),
      candidates: shared(request.candidates.vectors),
    };
    expect(await thread.nearest(sharing)).toEqual(naiveNearest(request));
  });

  it('answers calls made together', async () => {
    const answers = await Promise.all([1, 2, 3].map((k) => thread.nearest({ ...request, k })));
    expect(answers).toEqual([1, 2, 3].map((k) => naiveNearest({ ...request, k })));
  });

  it('rejects with the reason of the signal, before and while it works, and works on afterwards', async () => {
    const reason = new Error('enough');
    await expect(thread.nearest(request, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const large = {
      ...request,
      queries: { vectors: wave(20_000, 64, 0.7) },
      candidates: { vectors: wave(20_000, 64, 0.3) },
      dimensions: 64,
    };
    const controller = new AbortController();
    const pending = thread.nearest(large, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    expect(await thread.nearest(request)).toEqual(naiveNearest(request));
  });

  it('gives up a call that waits for its turn at once', async () => {
    const reason = new Error('enough');
    const vectors = wave(6_000, 64, 0.7);
    const large = { ...request, queries: { vectors }, candidates: { vectors }, dimensions: 64 };
    const events: string[] = [];
    const first = thread.nearest(large).then(() => events.push('first answered'));
    const controller = new AbortController();
    const second = thread.nearest(request, { signal: controller.signal }).catch(() => events.push('second given up'));
    controller.abort(reason);
    await Promise.all([first, second]);
    expect(events).toEqual(['second given up', 'first answered']);
  });

  it('says which row can not be compared, and works on afterwards', async () => {
    const vectors = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, NaN, 0, 0, 0, 0, 0, 0, 0);
    await expect(thread.nearest({ ...request, queries: { vectors } })).rejects.toMatchObject({
      name: 'UnusableVectorError',
      code: 'vector-unusable',
      row: 1,
    });
    expect(await thread.nearest(request)).toEqual(naiveNearest(request));
  });

  it('ends after a while without a call, and starts again for the next', async () => {
    thread = new MatrixThreads({ threads: 1, idleMilliseconds: 1 });
    expect(thread.isRunning).toBe(false);
    await thread.nearest(request);
    expect(thread.isRunning).toBe(true);
    await expect.poll(() => thread.isRunning).toBe(false);
    expect(await thread.nearest(request)).toEqual(naiveNearest(request));
  });

  it('rejects what is pending when it is closed, and calls after', async () => {
    const pending = thread.nearest(request).catch((error: unknown) => error);
    await thread.close();
    expect(await pending).toMatchObject({ code: 'worker-thread-gone' });
    await expect(thread.nearest(request)).rejects.toThrow('it was closed');
  });

  it('is closed while it multiplies, and the process lives on', async () => {
    const vectors = wave(3_000, 1_024, 0.7);
    const wide = { ...request, queries: { vectors }, candidates: { vectors }, dimensions: 1_024 };
    for (const milliseconds of [10, 20, 30, 40, 50]) {
      thread = new MatrixThreads({ threads: 1 });
      await thread.nearest(request);
      const pending = thread.nearest(wide).catch((error: unknown) => error);
      const meanwhile = thread.nearest(request, { signal: AbortSignal.timeout(milliseconds) });
      await expect(meanwhile).rejects.toMatchObject({ name: 'TimeoutError' });
      await thread.close();
      expect(await pending).toMatchObject({ code: 'worker-thread-gone' });
    }
  });
});
