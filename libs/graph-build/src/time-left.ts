import type { Build, StepProgress } from '@lexhop/graph-model';

/** Where the current step of a build stands, for people. */
export interface StepView extends StepProgress {
  /** Units a second since the step began; undefined until something is done. */
  readonly rate?: number;
  /** Seconds until the step ends at that rate; undefined while unknown. */
  readonly secondsLeft?: number;
}

/** The current step's progress with rate and time left; undefined before its total is known. */
export function currentStepView(build: Build, now: Date): StepView | undefined {
  const progress = build.progress[build.step];
  if (!progress) return undefined;
  const seconds = progress.startedAt ? (now.getTime() - Date.parse(progress.startedAt)) / 1000 : 0;
  if (progress.done === 0 || seconds <= 0) return progress;
  const rate = progress.done / seconds;
  return { ...progress, rate, secondsLeft: Math.max(0, (progress.total - progress.done) / rate) };
}
