/** Runs a work and says how much the process's resident memory rose above what it was before, at most, in MiB. */
export async function withMemoryHeld<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; mebibytes: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const look = () => void (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(look, 100);
  try {
    const result = await work();
    look();
    return { result, mebibytes: (most - before) / 2 ** 20 };
  } finally {
    clearInterval(timer);
  }
}
