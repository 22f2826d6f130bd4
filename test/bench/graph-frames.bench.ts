import type { CDPSession, Page } from 'playwright-core';
import { openPage } from '../e2e/support/console-browser.js';
import { madeUpNeighbourhood } from '../e2e/support/made-up-neighbourhood.js';
import { openSampleConsole, type SampleConsole } from '../e2e/support/sample-console.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const mostMilliseconds = 8;
const moves = 40;

/** What the server sends of all of the law: its 300 largest statutes, and the 1,000 strongest links between them. */
function overviewOfAllLaw() {
  const statutes = Array.from({ length: 300 }, (_, place) => ({
    id: `S${place}`,
    title: `測試法${place}`,
    articles: Math.ceil(1_500 / (1 + place / 8)),
  }));
  const links = Array.from({ length: 1_000 }, (_, place) => ({
    source: `S${(place * 7) % 300}`,
    target: `S${place % 3 === 0 ? (place * 7 + 1) % 5 : (place * 13 + 1) % 300}`,
    edges: { citation: 1 + (place % 40), delegates: place % 3 },
  })).filter(({ source, target }) => source !== target);
  return { build: 1, statutes, links, statutesLeftOut: 11_247, linksLeftOut: 18_940 };
}

const pictures = [
  { name: '2,000 articles and 10,000 edges', path: '?statute=T1', sent: madeUpNeighbourhood(2_000, 10_000) },
  { name: 'all of the law from afar', path: '', sent: overviewOfAllLaw() },
] as const;

/** The console's graph in Chromium: the script of each frame while a picture is pointed at, moved and zoomed, as processor time. */
export async function* run(): AsyncGenerator<BenchResult> {
  const sample = await openSampleConsole({ isBuilt: true });
  try {
    for (const picture of pictures) yield* framesOf(sample, picture);
  } finally {
    await sample.close();
  }
}

async function* framesOf({ browser, server }: SampleConsole, { name, path, sent }: (typeof pictures)[number]) {
  // Small, since it is painted by software; the script is the same.
  const { page } = await openPage(browser, { viewport: { width: 900, height: 640 } });
  await page.addInitScript(unpaintable);
  await page.route(/\/(?:subgraph|overview)/, (route) => route.fulfill({ json: sent }));
  await page.goto(`${server.url}/graphs/default/graph${path}`);
  const canvas = page.locator('.graph-canvas__picture');
  await page.locator('.graph-canvas__picture[aria-busy=false]').waitFor({ timeout: 300_000 });
  const { x, y, width, height } = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [centre, middle] = [x + width / 2, y + height / 2];
  const along = (turn: number, reach: number) =>
    page.mouse.move(centre + width * reach * Math.cos(turn / 7), middle + height * reach * Math.sin(turn / 5));
  const frames = await framesDuring(page, async () => {
    for (let turn = 0; turn < moves; turn += 1) await along(turn, 0.35);
  });
  yield resultOf(`${name}, pointed at`, frames);
  // Painting by software takes seconds a frame, and is not script.
  await page.evaluate('globalThis.isUnpainted = true');
  await page.mouse.down();
  const panned = await framesDuring(page, async () => {
    for (let turn = 0; turn < moves; turn += 1) await along(turn, 0.2);
  });
  await page.mouse.up();
  yield resultOf(`${name}, moved`, panned);
  await page.context().close();
}

/** Lets what WebGL draws be left out. */
const unpaintable = `for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced']) {
  const draw = WebGL2RenderingContext.prototype[name];
  WebGL2RenderingContext.prototype[name] = function (...given) {
    if (!globalThis.isUnpainted) draw.apply(this, given);
  };
}`;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** In microseconds: begin, time on the wall, and of the processor. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** Milliseconds of script for each frame that was drawn meanwhile. */
async function framesDuring(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: ['devtools.timeline'] };
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  await act();
  const isWhole = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await isWhole;
  return scriptOfFrames(events);
}

const ofScript = new Set(['FunctionCall', 'RunMicrotasks', 'TimerFire', 'EventDispatch', 'FireAnimationFrame']);

function scriptOfFrames(events: readonly TraceEvent[]): readonly number[] {
  const page = events.find(({ name }) => name === 'FireAnimationFrame');
  const own = events.filter(({ ph, pid, tid, name }) => {
    return ph === 'X' && pid === page?.pid && tid === page.tid && ofScript.has(name);
  });
  const frames: number[] = [];
  let [end, sum] = [0, 0];
  for (const { name, ts, dur = 0, tdur = dur } of own.toSorted((one, other) => one.ts - other.ts)) {
    // Within another one, whose time it is already.
    if (ts < end) continue;
    [end, sum] = [ts + dur, sum + tdur / 1_000];
    if (name !== 'FireAnimationFrame') continue;
    frames.push(sum);
    sum = 0;
  }
  return frames;
}

function resultOf(name: string, frames: readonly number[]): BenchResult {
  const facts = {
    frames: frames.length,
    'the half below, ms': quantile(frames, 0.5),
    'longest, ms': Math.max(...frames),
  };
  return {
    name: `script of a frame, p95, ${name}`,
    milliseconds: quantile(frames, 0.95),
    target: mostMilliseconds,
    facts,
  };
}
