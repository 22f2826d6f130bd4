import type { Build } from '../build.js';
import { cancelBuild, changeBuild } from '../build-rules.js';
import { LexHopError } from '@lexhop/foundation';
import {
  abandonBuild,
  activateBuild,
  beginBuild,
  collectBuilds,
  type GraphBuilds,
  type GraphChange,
  rerunBuild,
  rollBackBuild,
} from '../graph-rules.js';
import { type Interval, openEnd } from '../intervals.js';
import { closedBy, isCollectable, isVisible, openedBy, reopenedBy, withoutBuild } from './intervals.js';

const now = '2026-01-01T00:00:00.000Z';

interface ModelRow extends Interval {
  readonly key: string;
}

export type Move =
  | 'begin'
  | 'scratch'
  | 'open'
  | 'close'
  | 'activate'
  | 'fail'
  | 'cancel'
  | 'rerun'
  | 'rollBack'
  | 'abandon'
  | 'collect';

/** A graph of four keys, kept by the rules and the intervals alone: what any store must come to. */
export class ModelGraph {
  rows: readonly ModelRow[] = [];
  builds: readonly Build[] = [];
  active: number | undefined;
  /** What each build saw when it was activated, while its rows are kept. */
  readonly activated = new Map<number, readonly string[]>();

  /** Keys that a build sees. */
  seenBy(number: number): readonly string[] {
    return this.rows
      .filter((row) => isVisible(row, number))
      .map(({ key }) => key)
      .toSorted();
  }

  /** Makes a move; what a rule refuses changes nothing. */
  make(move: Move, key: string, number: number): void {
    try {
      this.#moves[move](key, number);
    } catch (thrown) {
      if (!(thrown instanceof LexHopError)) throw thrown;
    }
    for (const kept of this.activated.keys()) {
      if (this.builds.find((build) => build.number === kept)?.state === 'abandoned') this.activated.delete(kept);
    }
  }

  readonly #moves: Readonly<Record<Move, (key: string, number: number) => void>> = {
    begin: () => this.#begin('active'),
    scratch: () => {
      this.#begin('scratch');
      for (const key of this.seenBy(this.#running?.number ?? 0)) this.#close(key);
    },
    open: (key) => this.#open(key),
    close: (key) => this.#close(key),
    activate: () => {
      const running = this.#running;
      if (!running) return;
      this.#apply(activateBuild(this.#around, running, now));
      this.activated.set(running.number, this.seenBy(running.number));
    },
    fail: () => this.#change((build) => changeBuild(build, { state: 'failed', failure: 'It broke.' }, { now }).build),
    cancel: () => this.#change((build) => cancelBuild(build, now)),
    rerun: (_, number) => this.#of(number, (build) => this.#save([rerunBuild(build, this.#around)])),
    rollBack: () => this.#apply(rollBackBuild(this.#around)),
    abandon: (_, number) => this.#of(number, (build) => this.#apply(abandonBuild(build, this.#around))),
    collect: (_, keep) => {
      const collected = collectBuilds(this.#around, keep);
      if (!collected) return;
      this.#save(collected.abandoned);
      this.rows = this.rows.filter((row) => !isCollectable(row, collected.oldest));
    },
  };

  get #around(): GraphBuilds {
    return {
      graph: 'g',
      ...(this.active === undefined ? {} : { active: this.active }),
      highest: Math.max(0, ...this.builds.map(({ number }) => number)),
      builds: this.builds.filter(({ state }) => state !== 'abandoned'),
    };
  }

  get #running(): Build | undefined {
    return this.builds.find(({ state }) => state === 'running');
  }

  #begin(from: 'active' | 'scratch'): void {
    const settings = {
      from,
      levels: ['article' as const],
      matching: { minimumScore: 0, capFactor: 1 },
      activateWithoutFailed: false,
    };
    this.#apply(beginBuild(this.#around, { settings, draftedBy: [] }, now));
  }

  #open(key: string): void {
    const number = this.#running?.number;
    if (number === undefined || this.seenBy(number).includes(key)) return;
    const own = this.rows.find((row) => row.key === key && row.until === number);
    this.rows = own
      ? this.rows.map((row) => (row === own ? { ...row, ...reopenedBy(row, number) } : row))
      : [...this.rows, { key, ...openedBy(number) }];
  }

  #close(key: string): void {
    const number = this.#running?.number;
    if (number === undefined) return;
    this.rows = this.rows.flatMap((row) => {
      if (row.key !== key || row.until !== openEnd) return [row];
      const closed = closedBy(row, number);
      return closed ? [{ ...row, ...closed }] : [];
    });
  }

  #of(number: number, work: (build: Build) => void): void {
    const build = this.builds.find((candidate) => candidate.number === number);
    if (build) work(build);
  }

  #change(how: (build: Build) => Build): void {
    const running = this.#running;
    if (running) this.#save([how(running)]);
  }

  #apply({ build, others, active, undone }: GraphChange): void {
    for (const number of undone) {
      this.rows = this.rows.flatMap((row) => {
        const left = withoutBuild(row, number);
        return left ? [{ ...row, ...left }] : [];
      });
    }
    this.#save([build, ...others]);
    this.active = active ?? this.active;
  }

  #save(changed: readonly Build[]): void {
    const numbers = new Set(changed.map(({ number }) => number));
    this.builds = [...this.builds.filter(({ number }) => !numbers.has(number)), ...changed].toSorted(
      (one, other) => one.number - other.number,
    );
  }
}
