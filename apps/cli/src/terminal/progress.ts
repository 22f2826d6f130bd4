import type { Schema } from '@lexhop/client';
import { Presets, SingleBar } from 'cli-progress';
import { spellSeconds } from './output.js';

const stepTitles: Readonly<Record<Schema<'BuildStep'>, string>> = {
  compare: '1/6 compare with the active build',
  draft: '2/6 draft pseudo-queries',
  embed: '3/6 embed',
  match: '4/6 match edges',
  check: '5/6 check',
  publish: '6/6 publish and activate',
};

/** Draws a build's progress: a bar in a terminal, one line per step elsewhere. */
export class BuildProgress {
  readonly #bar = new SingleBar(
    {
      format: '{title} [{bar}] {value}/{total} {left}',
      hideCursor: true,
      clearOnComplete: false,
      stream: process.stderr,
      barsize: 24,
    },
    Presets.shades_classic,
  );
  #step: string | undefined;

  show(build: Schema<'Build'>): void {
    const title = titleOf(build);
    const { total, done } = amountOf(build);
    if (!process.stderr.isTTY) {
      if (this.#step !== title) process.stderr.write(`${title}${total > 0 ? ` (${total})` : ''}\n`);
      this.#step = title;
      return;
    }
    if (this.#step !== title) {
      if (this.#step !== undefined) this.#bar.stop();
      this.#bar.start(Math.max(1, total), done, { title, left: '' });
      this.#step = title;
    }
    this.#bar.setTotal(Math.max(1, total));
    const left = build.current?.secondsLeft;
    this.#bar.update(build.state === 'running' ? done : Math.max(1, total), {
      title,
      left: left === undefined ? '' : `${spellSeconds(left)} left`,
    });
  }

  end(): void {
    if (process.stderr.isTTY && this.#step !== undefined) this.#bar.stop();
  }
}

function titleOf({ step, download, space }: Schema<'Build'>): string {
  return step === 'embed' && !space && download ? `3/6 fetch ${download.model} (MB)` : stepTitles[step];
}

function amountOf({ step, progress, download, space }: Schema<'Build'>): { total: number; done: number } {
  if (step === 'embed' && !space && download) {
    return { total: Math.round(download.total / 1e6), done: Math.round(download.done / 1e6) };
  }
  return progress[step] ?? { total: 0, done: 0 };
}

const secondsBetweenLines = 10;

/** Shows on standard error how far something has come and how long it will take: a bar in a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #bar = new SingleBar(
    { format: '{title} [{bar}] {amount}{left}', hideCursor: true, stream: process.stderr, barsize: 24 },
    Presets.shades_classic,
  );
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
    const first = this.#begun === undefined;
    const { at, done: before } = (this.#begun ??= { at: now, done });
    const seconds = ((now - at) / 1000 / (done - before)) * (total - done);
    const left = Number.isFinite(seconds) && done < total ? `, ${spellSeconds(seconds)} left` : '';
    const texts = { title: this.title, amount: `${this.spell(done)} of ${this.spell(total)}`, left };
    if (process.stderr.isTTY) {
      if (first) this.#bar.start(Math.max(1, total), done, texts);
      this.#bar.setTotal(Math.max(1, total));
      this.#bar.update(done, texts);
    } else if (now >= this.#nextLine) {
      this.#nextLine = now + secondsBetweenLines * 1000;
      process.stderr.write(`${this.title}: ${texts.amount}${left}\n`);
    }
  }

  end(): void {
    if (process.stderr.isTTY && this.#begun) this.#bar.stop();
  }
}

/** Bytes as whole megabytes: `2,287 MB`. */
export function spellMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}
