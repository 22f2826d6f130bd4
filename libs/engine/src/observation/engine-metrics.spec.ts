import { describe, expect, it } from 'vitest';
import { EngineMetrics, stepSeconds } from './engine-metrics.js';

const depths = { waiting: 3, active: 1, delayed: 0, failed: 2 };
const total = {
  model: 'gemini/flash',
  completed: 7,
  estimated: 0,
  failed: 1,
  unknown: 2,
  inputTokens: 1_200,
  outputTokens: 340,
  microUsd: 2_500_000,
  unknownMicroUsd: 500_000,
};

describe('EngineMetrics', () => {
  it('tells calls, tokens and cost by model, and jobs by state', async () => {
    const lines = (await new EngineMetrics().describe([total], depths)).split('\n');
    expect(lines).toContain('lexhop_language_model_calls{model="gemini/flash",outcome="completed"} 7');
    expect(lines).toContain('lexhop_language_model_calls{model="gemini/flash",outcome="unknown"} 2');
    expect(lines).toContain('lexhop_language_model_tokens{model="gemini/flash",direction="out"} 340');
    expect(lines).toContain('lexhop_language_model_cost_usd{model="gemini/flash",outcome="settled"} 2.5');
    expect(lines).toContain('lexhop_queue_jobs{state="waiting"} 3');
  });

  it('shows the latest figures each time', async () => {
    const metrics = new EngineMetrics();
    await metrics.describe([total], depths);
    const lines = (await metrics.describe([{ ...total, completed: 8 }], depths)).split('\n');
    expect(lines).toContain('lexhop_language_model_calls{model="gemini/flash",outcome="completed"} 8');
  });
});

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 0, 0, second)).toISOString();
const begun = (second: number) => ({ total: 1, done: 1, startedAt: at(second) });
const progress = { compare: begun(0), draft: begun(1), embed: begun(5) };

describe('the seconds of the steps of a build', () => {
  it('go from the beginning of a step to that of the next', () => {
    expect([...stepSeconds({ progress, endedAt: at(12) }, new Date(at(50)))]).toEqual([
      ['compare', 1],
      ['draft', 4],
      ['embed', 7],
    ]);
  });

  it('grow while the step runs', () => {
    expect(stepSeconds({ progress }, new Date(at(50))).get('embed')).toBe(45);
  });
});
