import type { Build, BuildStep } from '@lexhop/graph-model';
import type { StepView } from '@lexhop/graph-build';
import { Presets, SingleBar } from 'cli-progress';
import { spellSeconds } from './spell.js';

/** A build as the API answers it. */
export type BuildAnswer = Build & { readonly current?: StepView };

const stepTitles: Readonly<Record<BuildStep, string>> = {
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

  show(build: BuildAnswer): void {
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

function titleOf({ step, download, space }: BuildAnswer): string {
  return step === 'embed' && !space && download ? `3/6 fetch ${download.model} (MB)` : stepTitles[step];
}

function amountOf({ step, progress, download, space }: BuildAnswer): { total: number; done: number } {
  if (step === 'embed' && !space && download) {
    return { total: Math.round(download.total / 1e6), done: Math.round(download.done / 1e6) };
  }
  return progress[step] ?? { total: 0, done: 0 };
}
