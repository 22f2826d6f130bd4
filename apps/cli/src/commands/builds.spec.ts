import { aBuild } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../errors.js';
import { answersEvents, answersJson, aServer } from '@lexhop/client/testing';
import { aConnection } from '../testing/told-output.js';
import { buildCommand, cancelCommand, retryCommand } from './builds.js';

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
  return aConnection(url);
}

const options = { graph: 'tax', from: 'active', levels: ['article'] } as const;

describe.each([
  ['build', (context: Awaited<ReturnType<typeof beside>>) => buildCommand(context, options)],
  ['retry', (context: Awaited<ReturnType<typeof beside>>) => retryCommand(context, '2', options)],
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

const waiting = {
  reason: 'The provider answers 429.',
  since: '2026-11-29T03:00:00.000Z',
  until: '2026-11-29T03:00:41.000Z',
};

/** A server that makes build 2 of graph `tax` already, and ends it so. */
async function besideRunning(end: typeof running) {
  const busy = { code: 'build-running', detail: 'Graph tax already has a build being made.', running: 2 };
  const { url } = await aServer({
    'POST /graphs/tax/builds': answersJson(busy, 409),
    'POST /graphs/tax/builds/2/retry': answersJson({ code: 'build-state', detail: 'It is running.' }, 409),
    'GET /graphs/tax/builds/2': answersJson(running),
    'GET /graphs/tax/builds/2/events': answersEvents({ ...running, waiting }, end),
  });
  return aConnection(url);
}

describe.each([
  ['build', (context: Awaited<ReturnType<typeof beside>>) => buildCommand(context, options)],
  ['retry', (context: Awaited<ReturnType<typeof beside>>) => retryCommand(context, '2', options)],
])('lexhop %s of a graph that a build is being made of', (_, command) => {
  it('says so and follows that build until it is active', async () => {
    const context = await besideRunning(aBuild({ ...running, state: 'active' }));
    await command(context);
    expect(context.output.remarks[0]).toMatch(
      /^Build 2 of graph tax is being made already.*`lexhop cancel 2 --graph tax`/,
    );
    expect(context.output.lines[0]).toContain('Build 2 of graph tax is active');
  });

  it('fails as that build does', async () => {
    const codeOfFailure = command(await besideRunning(failed)).catch((thrown: Error) => exitCodeOf(thrown));
    expect(await codeOfFailure).toBe(1);
  });
});

describe('lexhop build --detach', () => {
  it('is refused while another build is being made', async () => {
    const context = await besideRunning(failed);
    const refused = buildCommand(context, { ...options, detach: true });
    expect(await refused.catch((thrown: Error) => exitCodeOf(thrown))).toBe(3);
    expect(context.output.remarks).toEqual([]);
  });
});

describe('lexhop retry of a build that can’t be retried', () => {
  it('is refused in the server’s words', async () => {
    const { url } = await aServer({
      'POST /graphs/tax/builds/2/retry': answersJson({ code: 'build-state', detail: 'It was read from a file.' }, 409),
      'GET /graphs/tax/builds/2': answersJson(failed),
    });
    const context = aConnection(url);
    await expect(retryCommand(context, '2', options)).rejects.toThrow('It was read from a file.');
  });
});

describe('lexhop cancel', () => {
  it('is done when the build is cancelled', async () => {
    const context = await beside(failed);
    await cancelCommand(context, '2', options);
    expect(context.output.lines[0]).toContain('is cancelled');
  });
});
