import type { Build, StepProgress } from '@lexhop/graph-model';

/** Where the current step of a build stands, for people. */
interface StepView extends StepProgress {
  /** Units a second since the step was last put on the queue; undefined until something is done since. */
  readonly rate?: number;
  /** Seconds until the step ends at that rate; undefined while unknown. */
  readonly secondsLeft?: number;
}

/** The current step's progress with rate and time left; undefined before its total is known. */
export function currentStepView(build: Pick<Build, 'step' | 'progress'>, now: Date): StepView | undefined {
  const progress = build.progress[build.step];
  if (!progress) return undefined;
  const { doneBefore = 0, startedAt, resumedAt = startedAt } = progress;
  const done = progress.done - doneBefore;
  const seconds = resumedAt === undefined ? 0 : (now.getTime() - Date.parse(resumedAt)) / 1000;
  if (done <= 0 || seconds <= 0) return progress;
  const rate = done / seconds;
  return { ...progress, rate, secondsLeft: Math.max(0, (progress.total - progress.done) / rate) };
}
