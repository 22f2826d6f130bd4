import { describe, expect, it } from 'vitest';
import type { Build } from './build.js';
import {
  cancelBuild,
  changeBuild,
  firstWithoutVectors,
  keptComparison,
  requireRows,
  requireRun,
  requireSpace,
  standsAt,
} from './build-rules.js';
import { BuildGoneError, BuildStateError, StaleRunError } from './errors.js';
import {
  abandonBuild,
  activateBuild,
  beginBuild,
  collectBuilds,
  type GraphBuilds,
  rerunBuild,
  rollBackBuild,
} from './graph-rules.js';
import { aBuild as anyBuild, aSpace } from './testing/a-build.js';

const now = '2026-01-02T00:00:00.000Z';
const space = aSpace();
const otherSpace = { ...space, precision: 'int8' };

const { settings } = anyBuild();
const aBuild = (fields: Partial<Build> = {}): Build =>
  anyBuild({
    graph: 'g',
    number: 3,
    run: 2,
    state: 'running',
    step: 'embed',
    settings: { ...settings, from: 'active' },
    space: undefined,
    ...fields,
  });

const graphOf = (active: number | undefined, ...builds: Build[]): GraphBuilds => ({
  graph: 'g',
  ...(active === undefined ? {} : { active }),
  highest: Math.max(0, ...builds.map(({ number }) => number)),
  builds,
});

describe('the rules of a build', () => {
  it('let only the current run of a running build write', () => {
    const build = aBuild();
    expect(requireRun(build, { graph: 'g', number: 3, run: 2 })).toBe(build);
    const stale = { graph: 'g', number: 3, run: 1 };
    expect(() => requireRun(build, stale)).toThrow(StaleRunError);
    expect(() => requireRun(undefined, stale)).toThrow('Run 1 of build 3 of graph g');
    expect(() => requireRun(cancelBuild(build, now), { ...stale, run: 2 })).toThrow(StaleRunError);
  });

  it('show the rows of a build until it is abandoned', () => {
    const build = aBuild({ state: 'superseded' });
    expect(requireRows(build, build)).toBe(build);
    expect(() => requireRows({ ...build, state: 'abandoned' }, build)).toThrow(BuildGoneError);
    expect(() => requireRows(undefined, { graph: 'g', number: 9 })).toThrow('has no build 9');
  });

  it('cancel a running build only, under the next run number', () => {
    expect(cancelBuild(aBuild(), now)).toEqual(aBuild({ state: 'cancelled', run: 3, endedAt: now }));
    expect(() => cancelBuild(aBuild({ state: 'failed' }), now)).toThrow('it is failed, and only a running build');
  });

  it('change what a change names, merge progress by step, and leave what is undefined', () => {
    const build = aBuild({ progress: { draft: { total: 2, done: 2 } }, draftedBy: ['bank'] });
    const change = { attempt: 2, draftedBy: undefined, progress: { embed: { total: 5, done: 0 }, draft: undefined } };
    expect(changeBuild(build, change, { now }).build).toEqual({
      ...build,
      attempt: 2,
      progress: { draft: { total: 2, done: 2 }, embed: { total: 5, done: 0 } },
    });
    const failed = changeBuild(build, { state: 'failed', failure: 'It broke.' }, { now });
    expect(failed.build).toMatchObject({ state: 'failed', failure: 'It broke.', endedAt: now });
  });

  it('choose a space once, and keep no match of another space', () => {
    const chosen = changeBuild(aBuild(), { space }, { now, activeSpace: otherSpace });
    expect(chosen).toMatchObject({ build: { space }, closesMatches: true });
    expect(changeBuild(chosen.build, { space }, { now, activeSpace: space }).closesMatches).toBe(false);
    expect(() => changeBuild(chosen.build, { space: otherSpace }, { now })).toThrow(BuildStateError);
    expect(() => requireSpace(aBuild())).toThrow('not chosen yet');
  });

  it('forget the batches done when the match step is entered, and not within it', () => {
    expect(changeBuild(aBuild(), { step: 'match' }, { now }).forgetsDoneBatches).toBe(true);
    expect(changeBuild(aBuild({ step: 'match' }), { step: 'match' }, { now }).forgetsDoneBatches).toBe(false);
  });

  it('keep what was compared once its step is left', () => {
    const comparison = { opened: 1, closed: 0, unchanged: 2, idsChanged: true };
    expect(keptComparison(aBuild({ comparison, step: 'draft' }))).toBe(comparison);
    expect(keptComparison(aBuild({ comparison, step: 'compare' }))).toBeUndefined();
    expect(standsAt(aBuild(), { step: 'embed', attempt: 1 })).toBe(true);
    expect(standsAt(aBuild(), { step: 'embed', attempt: 2 })).toBe(false);
  });

  it('look for missing vectors only in what a build opened, where the active one has all of this space', () => {
    const active = aBuild({ number: 2, state: 'active', space });
    const build = aBuild({ space });
    expect(firstWithoutVectors(build, active, true)).toBe(3);
    expect(firstWithoutVectors(build, active, false)).toBe(0);
    expect(firstWithoutVectors(build, { ...active, space: otherSpace }, true)).toBe(0);
    const scratch = { ...build, settings: { ...build.settings, from: 'scratch' as const } };
    expect(firstWithoutVectors(scratch, active, true)).toBe(0);
    expect(firstWithoutVectors(build, undefined, true)).toBe(0);
  });

  it('begin a build above every other, and abandon what stands above the active one, newest first', () => {
    const [active, failed, cancelled] = [
      aBuild({ number: 1, state: 'active' }),
      aBuild({ number: 2, state: 'failed' }),
      aBuild({ number: 4, state: 'cancelled' }),
    ];
    const begun = beginBuild(graphOf(1, active, failed, cancelled), { settings: active.settings, draftedBy: [] }, now);
    expect(begun).toMatchObject({ build: { number: 5, run: 1, state: 'running', createdAt: now }, undone: [4, 2] });
    expect(begun.others.map(({ number, state }) => [number, state])).toEqual([
      [4, 'abandoned'],
      [2, 'abandoned'],
    ]);
    const running = graphOf(1, active, aBuild());
    expect(() => beginBuild(running, { settings: active.settings, draftedBy: [] }, now)).toThrow('number 3');
  });

  it('run a build again where its base stands, its failures forgotten', () => {
    const failure = { step: 'embed' as const, batch: 'b', code: 'c', sentence: 's', attempts: 1, at: now };
    const failed = aBuild({ state: 'failed', failure: 'It broke.', endedAt: now, attempt: 4, failures: [failure] });
    expect(rerunBuild(failed, graphOf(1, aBuild({ number: 1, state: 'active' }), failed))).toEqual(
      aBuild({ run: 3, attempt: 1 }),
    );
    const rolledBack = graphOf(1, aBuild({ number: 2, state: 'rolled-back' }), failed);
    expect(() => rerunBuild(failed, rolledBack)).toThrow('made from build 2, which was rolled back');
    expect(() => rerunBuild(aBuild({ state: 'active' }), graphOf(3))).toThrow('only a failed or cancelled build');
  });

  it('roll back to the newest kept build, and say where there is none', () => {
    const builds = [1, 2].map((number) => aBuild({ number, state: 'superseded' }));
    const rolledBack = rollBackBuild(graphOf(3, ...builds, aBuild({ state: 'active' })));
    expect(rolledBack).toMatchObject({ active: 2, build: { number: 2, state: 'active' }, undone: [] });
    expect(rolledBack.others).toMatchObject([{ number: 3, state: 'rolled-back' }]);
    const kept = graphOf(3, ...builds, aBuild({ state: 'active' }));
    expect(rollBackBuild(kept, 2)).toEqual(rolledBack);
    expect(() => rollBackBuild(kept, 1)).toThrow('only the kept build before the active one');
    expect(() => rollBackBuild(graphOf(3, aBuild({ state: 'active' })))).toThrow('no kept build before');
    expect(() => rollBackBuild(graphOf(undefined))).toThrow('Build (none) of graph g');
  });

  it('abandon a build above the active one and those after it', () => {
    const [failed, later] = [aBuild({ number: 4, state: 'failed' }), aBuild({ number: 5, state: 'cancelled' })];
    const graph = graphOf(3, aBuild({ state: 'active' }), failed, later);
    expect(abandonBuild(failed, graph)).toMatchObject({ build: { number: 4, state: 'abandoned' }, undone: [5, 4] });
    expect(abandonBuild({ ...failed, state: 'abandoned' }, graph)).toMatchObject({ others: [], undone: [] });
    expect(() => abandonBuild(aBuild({ state: 'active' }), graph)).toThrow('newer than the active one');
  });

  it('collect up to the oldest build kept', () => {
    const builds = [1, 2, 4].map((number) => aBuild({ number, state: 'superseded' }));
    const graph = graphOf(5, ...builds, aBuild({ number: 5, state: 'active' }));
    const collected = (keep: number) => {
      const { oldest, abandoned = [] } = collectBuilds(graph, keep) ?? {};
      return [oldest, abandoned.map(({ number }) => number)];
    };
    expect(collected(1)).toEqual([5, [4, 2, 1]]);
    expect(collected(2)).toEqual([4, [2, 1]]);
    expect(collected(9)).toEqual([1, []]);
    expect(collectBuilds(graphOf(undefined), 2)).toBeUndefined();
  });
});

describe('a build that waits', () => {
  const waiting = { reason: 'Neo4j is away.', since: now, until: now };
  const patient = aBuild({ waiting });

  it('says so from the change that says it to the one that ends it', () => {
    expect(changeBuild(aBuild(), { waiting }, { now }).build).toMatchObject({ waiting });
    expect(changeBuild(patient, { attempt: 2 }, { now }).build).toMatchObject({ waiting });
    expect(changeBuild(patient, { waiting: null }, { now }).build).not.toHaveProperty('waiting');
  });

  it('waits no more when it has failed, is cancelled or is active', () => {
    expect(changeBuild(patient, { state: 'failed' }, { now }).build).not.toHaveProperty('waiting');
    expect(cancelBuild(patient, now)).not.toHaveProperty('waiting');
    expect(activateBuild(graphOf(undefined, patient), patient, now).build).not.toHaveProperty('waiting');
  });
});
