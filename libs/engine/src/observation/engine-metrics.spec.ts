import { describe, expect, it } from 'vitest';
import { EngineMetrics } from './engine-metrics.js';

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
