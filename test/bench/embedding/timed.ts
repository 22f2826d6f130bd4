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
