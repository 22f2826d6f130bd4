import type { Build, BuildReference } from '@lexhop/graph-model';
import type { BuildStore } from '@lexhop/graph-store';
import {
  concatMap,
  distinctUntilChanged,
  filter,
  finalize,
  type Observable,
  ReplaySubject,
  share,
  takeWhile,
  timer,
} from 'rxjs';

/** Watches builds by polling the store: one poll per build, however many watch it. */
export class BuildWatch {
  readonly #watched = new Map<string, Observable<Build>>();

  constructor(
    private readonly builds: BuildStore,
    private readonly pollMilliseconds: number,
  ) {}

  /** The build whenever it changed, first as it is now; completes with the state in which it ended. */
  watch({ graph, number }: BuildReference): Observable<Build> {
    const key = `${graph}/${number}`;
    const watched = this.#watched.get(key) ?? this.#poll(key, { graph, number });
    this.#watched.set(key, watched);
    return watched;
  }

  #poll(key: string, reference: BuildReference): Observable<Build> {
    return timer(0, this.pollMilliseconds).pipe(
      concatMap(() => this.builds.find(reference)),
      filter((build) => build !== undefined),
      distinctUntilChanged((before, now) => JSON.stringify(before) === JSON.stringify(now)),
      takeWhile((build) => build.state === 'running', true),
      finalize(() => this.#watched.delete(key)),
      // Whoever comes later sees the latest state at once.
      share({ connector: () => new ReplaySubject(1) }),
    );
  }
}
