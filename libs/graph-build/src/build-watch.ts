import {
  defer,
  distinctUntilChanged,
  exhaustMap,
  filter,
  finalize,
  type Observable,
  ReplaySubject,
  retry,
  share,
  takeWhile,
  throwError,
  timer,
} from 'rxjs';
import { LexHopError, namedObject } from '@lexhop/foundation';
import { type Build, type BuildReference, stepProgressSchema } from '@lexhop/graph-model';
import type { BuildStore } from '@lexhop/graph-store';
import { z } from 'zod';

/** Watches builds by polling the store: one poll per build, however many watch it. */
export class BuildWatch {
  readonly #watched = new Map<string, Observable<Build>>();

  constructor(
    private readonly builds: Pick<BuildStore, 'find'>,
    private readonly pollMilliseconds: number,
    /** How long a store that is away is waited for. */
    private readonly patienceMilliseconds = 60_000,
  ) {}

  /** The build whenever it changed, first as it is now; completes with the state in which it ended, and fails where the store stays away. */
  watch({ graph, number }: BuildReference): Observable<Build> {
    const key = `${graph}/${number}`;
    const watched = this.#watched.get(key) ?? this.#poll(key, { graph, number });
    this.#watched.set(key, watched);
    return watched;
  }

  #poll(key: string, reference: BuildReference): Observable<Build> {
    return timer(0, this.pollMilliseconds).pipe(
      exhaustMap(() => this.#found(reference)),
      filter((build) => build !== undefined),
      distinctUntilChanged((before, now) => JSON.stringify(before) === JSON.stringify(now)),
      takeWhile((build) => build.state === 'running', true),
      finalize(() => this.#watched.delete(key)),
      // Whoever comes later sees the latest state at once.
      share({ connector: () => new ReplaySubject(1) }),
    );
  }

  /** The build, from a store that may be away for a moment: whoever watches need not know. */
  #found(reference: BuildReference): Observable<Build | undefined> {
    return defer(() => {
      const givenUpAt = performance.now() + this.patienceMilliseconds;
      const delay = (thrown: unknown) =>
        thrown instanceof LexHopError && thrown.retryable && performance.now() < givenUpAt
          ? timer(this.pollMilliseconds)
          : throwError(() => thrown);
      return defer(() => this.builds.find(reference)).pipe(retry({ delay }));
    });
  }
}

/** Where the current step of a build stands, for people. */
export const stepViewSchema = namedObject('StepView', {
  ...stepProgressSchema.shape,
  rate: z
    .number()
    .optional()
    .describe('Units a second since the step was last put on the queue; absent until something is done since.'),
  secondsLeft: z.number().optional().describe('Seconds until the step ends at that rate; absent while unknown.'),
});
type StepView = Readonly<z.infer<typeof stepViewSchema>>;

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
