import type { Schema } from '@lexhop/client';
import { Presets, SingleBar } from 'cli-progress';
import { waitSentence } from './build-report.js';
import { spellMoment, spellSeconds } from './output.js';

const stepTitles: Readonly<Record<Schema<'BuildStep'>, string>> = {
  compare: '1/6 compare with the active build',
  draft: '2/6 draft pseudo-queries',
  embed: '3/6 embed',
  match: '4/6 match edges',
  check: '5/6 check',
  publish: '6/6 publish and activate',
};

type Wait = NonNullable<Schema<'Build'>['waiting']>;

/** Where progress is drawn: standard error, or a stream like it. */
type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

interface Amount {
  readonly done: number;
  readonly total: number;
}

/** A bar in a terminal for one thing after another: each has a title and a line of its own. */
class Bar {
  readonly #bar: SingleBar;
  #title: string | undefined;

  constructor(stream: ProgressStream) {
    const look = { format: '{title} [{bar}] {beside}', hideCursor: true, barsize: 24, stream };
    this.#bar = new SingleBar(look, Presets.shades_classic);
  }

  show(title: string, { done, total }: Amount, beside: string): void {
    const most = Math.max(1, total);
    if (this.#title !== title) {
      this.end();
      this.#bar.start(most, done, { title, beside });
      this.#title = title;
    }
    this.#bar.setTotal(most);
    this.#bar.update(Math.min(done, most), { title, beside });
  }

  end(): void {
    if (this.#title !== undefined) this.#bar.stop();
    this.#title = undefined;
  }
}

/** Draws a build's progress: a bar in a terminal, one line per step elsewhere; in both a line for what it waits for. */
export class BuildProgress {
  readonly #stream: ProgressStream;
  readonly #bar: Bar;
  #step: string | undefined;
  #wait: Wait | undefined;

  constructor(stream: ProgressStream = process.stderr) {
    this.#stream = stream;
    this.#bar = new Bar(stream);
  }

  show(build: Schema<'Build'>, now = new Date()): void {
    const [title, { done, total }] = [titleOf(build), amountOf(build)];
    if (!this.#stream.isTTY && this.#step !== title) {
      this.#stream.write(`${title}${total > 0 ? ` (${total})` : ''}\n`);
      this.#step = title;
    }
    this.#showWait(build, now);
    if (!this.#stream.isTTY) return;
    const shown = build.state === 'running' ? done : Math.max(1, total);
    this.#bar.show(title, { done: shown, total }, `${shown}/${Math.max(1, total)} ${leftOf(build, now)}`);
  }

  end(): void {
    this.#bar.end();
  }

  /** A wait that goes on is said again when it has another reason, or when the time that was said is over. */
  #showWait({ waiting }: Schema<'Build'>, now: Date): void {
    const said = this.#wait;
    if (!waiting) {
      this.#wait = undefined;
      return;
    }
    const isOver = said !== undefined && said.until !== waiting.until && Date.parse(said.until) <= now.getTime();
    if (said?.reason === waiting.reason && said.since === waiting.since && !isOver) return;
    this.#wait = waiting;
    // A bar ends its line, and begins again below this one.
    this.#bar.end();
    this.#stream.write(`  ${waitSentence(waiting, now)}\n`);
  }
}

/** Behind the bar: what it waits for until when, else how long the step still takes. */
function leftOf({ waiting, current }: Schema<'Build'>, now: Date): string {
  if (waiting) return `waits until ${spellMoment(waiting.until, now)}`;
  return current?.secondsLeft === undefined ? '' : `${spellSeconds(current.secondsLeft)} left`;
}

function titleOf({ step, download, space }: Schema<'Build'>): string {
  return step === 'embed' && !space && download ? `3/6 fetch ${download.model} (MB)` : stepTitles[step];
}

function amountOf({ step, progress, download, space }: Schema<'Build'>): Amount {
  if (step === 'embed' && !space && download) {
    return { total: Math.round(download.total / 1e6), done: Math.round(download.done / 1e6) };
  }
  return progress[step] ?? { total: 0, done: 0 };
}

const secondsBetweenLines = 10;

/** Shows on standard error how far something has come and how long it will take: a bar in a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #bar = new Bar(process.stderr);
  #begun: { readonly at: number; readonly done: number } | undefined;
  #nextLine = 0;

  /** @param spell an amount for people: `12 MB`, `300` */
  constructor(
    private readonly title: string,
    private readonly spell: (amount: number) => string,
  ) {}

  /** Amounts may be off at first: what was done before this began does not count for the time left. */
  show(done: number, total: number): void {
    const now = performance.now();
    const { at, done: before } = (this.#begun ??= { at: now, done });
    const seconds = ((now - at) / 1000 / (done - before)) * (total - done);
    const left = Number.isFinite(seconds) && done < total ? `, ${spellSeconds(seconds)} left` : '';
    const amount = `${this.spell(done)} of ${this.spell(total)}${left}`;
    if (process.stderr.isTTY) this.#bar.show(this.title, { done, total }, amount);
    else if (now >= this.#nextLine) {
      this.#nextLine = now + secondsBetweenLines * 1000;
      process.stderr.write(`${this.title}: ${amount}\n`);
    }
  }

  end(): void {
    this.#bar.end();
  }
}

/** Bytes as whole megabytes: `2,287 MB`. */
export function spellMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}
