import { describe, expect, it } from 'vitest';
import { aBuild } from '@lexhop/retrieval/testing';
import { BuildFailedError } from './errors.js';

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
