import type { Build, StepProgress } from '@lexhop/graph-model';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WorkerGoneError } from '@lexhop/foundation';
import { BuildWatch, currentStepView } from './build-watch.js';

const now = new Date('2026-01-02T01:00:00Z');

function viewOf(progress: StepProgress) {
  const build: Pick<Build, 'step' | 'progress'> = { step: 'embed', progress: { embed: progress } };
  return currentStepView(build, now);
}

describe('the view of the current step', () => {
  const begun = { total: 200, startedAt: '2026-01-01T00:00:00.000Z' };
  const resumed = { ...begun, resumedAt: '2026-01-02T00:59:50.000Z', doneBefore: 100 };

  it('has the rate and the time left since the step was taken up again, not since it began', () => {
    expect(viewOf({ ...resumed, done: 120 })).toEqual({ ...resumed, done: 120, rate: 2, secondsLeft: 40 });
  });

  it('knows no rate before anything is done since', () => {
    expect(viewOf({ ...resumed, done: 100 })).toEqual({ ...resumed, done: 100 });
  });

  it('counts from the beginning where a build does not say when it was taken up again', () => {
    expect(viewOf({ ...begun, startedAt: '2026-01-02T00:59:00.000Z', done: 30 })).toMatchObject({
      rate: 0.5,
      secondsLeft: 340,
    });
  });

  it('is not there before the step knows what it has to do', () => {
    expect(currentStepView({ step: 'match', progress: {} }, now)).toBeUndefined();
  });
});

describe('a build that is watched', () => {
  const reference = { graph: 'tax', number: 1 };
  const away = new WorkerGoneError(new Error('any error that passes'));
  const ended = { ...reference, state: 'active' } as Build;

  /** Of a store that answers so, one look after the other, and then so as at the last. */
  function watched(looks: readonly (Error | Build)[], patienceMilliseconds: number) {
    let look = 0;
    const find = async () => {
      const said = looks[Math.min(look++, looks.length - 1)];
      if (said instanceof Error) throw said;
      return said;
    };
    return lastValueFrom(new BuildWatch({ find }, 1, patienceMilliseconds).watch(reference));
  }

  it('is seen to its end though the store is away for a while', async () => {
    expect(await watched([{ ...ended, state: 'running' }, away, away, ended], 60_000)).toEqual(ended);
  });

  it('is given up where the store stays away, and at once where it is broken', async () => {
    await expect(watched([away], 5)).rejects.toBe(away);
    await expect(watched([new TypeError('broken'), ended], 60_000)).rejects.toThrow('broken');
  });
});
