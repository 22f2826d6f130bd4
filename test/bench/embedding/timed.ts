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
  return { clock: middle(times.map(({ clock }) => clock)), processor: middle(times.map(({ processor }) => processor)) };
}

/** The one in the middle when they are sorted; of an even number the upper of both. */
export function middle(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
