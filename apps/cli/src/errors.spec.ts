import { describe, expect, it } from 'vitest';
import { aBuild } from '@lexhop/retrieval/testing';
import { problemFrom } from '@lexhop/client';
import { BuildFailedError, exitCodeOf } from './errors.js';

describe('BuildFailedError', () => {
  it.each([
    ['default', '`lexhop retry 2`'],
    ['tax', '`lexhop retry 2 --graph tax`'],
  ])('says how to go on with a build of graph %s: %s', (graph, command) => {
    expect(new BuildFailedError(aBuild({ graph, number: 2, state: 'failed' })).message).toContain(command);
  });

  it('does not offer to retry a build that was read from a file', () => {
    const build = aBuild({ graph: 'tax', number: 2, state: 'failed' });
    const { message } = new BuildFailedError({ ...build, settings: { ...build.settings, from: 'import' } });
    expect(message).toMatch(/import that again, or build .*`lexhop build --graph tax`/);
    expect(message).not.toContain('retry');
  });
});

it.each([
  [400, 'bad-request', 2],
  [409, 'no-active-build', 3],
  [409, 'build-state', 1],
  [429, 'too-many-requests', 3],
  [500, 'internal', 1],
  [503, 'busy', 3],
])('a command that the server answers with %d, %s, ends with %d', (status, code, exitCode) => {
  expect(exitCodeOf(problemFrom(status, { code, detail: 'No.' }))).toBe(exitCode);
});
