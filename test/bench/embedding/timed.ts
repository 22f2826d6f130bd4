import { quantile } from '../quantile.js';

/** What a work took, in milliseconds: by the clock, and of processors, all threads of this process together. */
export interface Time {
  readonly clock: number;
  readonly processor: number;
}

/** Measures a work. */
export async function timed(work: () => Promise<unknown>): Promise<Time> {
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const clock = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { clock, processor: (user + system) / 1000 };
}

/** The best of several, each way of measuring by itself. */
export function bestOf(times: readonly Time[]): Time {
  return {
    clock: Math.min(...times.map(({ clock }) => clock)),
    processor: Math.min(...times.map(({ processor }) => processor)),
  };
}

/** The one in the middle, each way of measuring by itself. */
export function medianOf(times: readonly Time[]): Time {
  const middle = (which: keyof Time) =>
    quantile(
      times.map((time) => time[which]),
      0.5,
    );
  return { clock: middle('clock'), processor: middle('processor') };
}

/** Several one after the other. */
export function sumOf(times: readonly Time[]): Time {
  return {
    clock: times.reduce((sum, { clock }) => sum + clock, 0),
    processor: times.reduce((sum, { processor }) => sum + processor, 0),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
