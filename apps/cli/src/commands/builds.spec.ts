import { aBuild } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../errors.js';
import { readCliSettings } from '../settings.js';
import { answersEvents, answersJson, aServer } from '@lexhop/client/testing';
import { ToldOutput } from '../testing/told-output.js';
import { administerCommand, buildCommand } from './builds.js';

const running = aBuild({ graph: 'tax', number: 2, state: 'running' });
const failed = aBuild({ graph: 'tax', number: 2, state: 'failed', failure: 'Nothing could be embedded.' });

/** A server whose build 2 of graph `tax` ends like this once it is begun or retried. */
async function beside(end: typeof running) {
  const { url } = await aServer({
    'POST /graphs/tax/builds': answersJson(running),
    'POST /graphs/tax/builds/2/retry': answersJson(running),
    'POST /graphs/tax/builds/2/cancel': answersJson(aBuild({ ...running, state: 'cancelled' })),
    'GET /graphs/tax/builds/2/events': answersEvents(running, end),
  });
  const output = new ToldOutput();
  return { output, settings: readCliSettings({ LEXHOP_URL: url }) };
}

const options = { graph: 'tax', from: 'active', levels: 'article' } as const;

describe.each([
  ['build', (context: Awaited<ReturnType<typeof beside>>) => buildCommand(context, options)],
  ['retry', (context: Awaited<ReturnType<typeof beside>>) => administerCommand(context, 'retry', '2', options)],
])('lexhop %s', (_, command) => {
  it('fails when the build does, after it told why', async () => {
    const context = await beside(failed);
    const codeOfFailure = command(context).catch((thrown: Error) => Promise.reject(exitCodeOf(thrown)));
    await expect(codeOfFailure).rejects.toBe(1);
    expect(context.output.lines).toContain('! Nothing could be embedded.');
  });

  it('is done when the build is active', async () => {
    const context = await beside(aBuild({ ...running, state: 'active' }));
    await command(context);
    expect(context.output.lines[0]).toContain('Build 2 of graph tax is active');
  });
});

describe('lexhop cancel', () => {
  it('is done when the build is cancelled', async () => {
    const context = await beside(failed);
    await administerCommand(context, 'cancel', '2', options);
    expect(context.output.lines[0]).toContain('is cancelled');
  });
});
