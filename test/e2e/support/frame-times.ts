import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';

/** Milliseconds of script in each frame, and frames a second, of what a page drew while something went on. */
export interface FrameTimes {
  readonly script: readonly number[];
  readonly framesPerSecond: number;
}

const sampleMicroseconds = 200;
/** What the profiler calls time in which no script ran: the browser's own, drawing in software among it. */
const noScript: ReadonlySet<string> = new Set(['(program)', '(idle)', '(root)']);

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({ name: z.string(), ph: z.string(), ts: z.number().default(0), dur: z.number().default(0) }),
  ),
});

/** The frames that a page drew meanwhile: where each begins and ends as the browser traced it, and the script in it as its profiler sampled it. */
export async function frameTimesOf(browser: Browser, page: Page, meanwhile: () => Promise<void>): Promise<FrameTimes> {
  const profiler = await page.context().newCDPSession(page);
  await profiler.send('Profiler.enable');
  await profiler.send('Profiler.setSamplingInterval', { interval: sampleMicroseconds });
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await profiler.send('Profiler.start');
  const begun = performance.now();
  await meanwhile();
  const seconds = (performance.now() - begun) / 1000;
  const { profile } = await profiler.send('Profiler.stop');
  const trace = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
  const frames = trace.traceEvents.filter(({ name, ph }) => name === 'FireAnimationFrame' && ph === 'X');
  const samples = scriptSamples(profile);
  const script = frames.map(({ ts, dur }) =>
    samples.filter(({ at }) => at >= ts && at <= ts + dur).reduce((sum, { took }) => sum + took / 1000, 0),
  );
  return { script, framesPerSecond: frames.length / seconds };
}

/** When script was seen running, and for how long each time, in microseconds. */
function scriptSamples(profile: {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly startTime: number;
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}): readonly { readonly at: number; readonly took: number }[] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const deltas = profile.timeDeltas ?? [];
  let at = profile.startTime;
  return (profile.samples ?? []).flatMap((node, place) => {
    at += deltas[place] ?? 0;
    const took = deltas[place + 1] ?? 0;
    return noScript.has(names.get(node) ?? '') ? [] : [{ at, took }];
  });
}

/** The value that a share of all values does not pass. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
