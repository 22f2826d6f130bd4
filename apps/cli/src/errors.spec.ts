import { describe, expect, it } from 'vitest';
import { BuildFailedError } from './errors.js';

describe('BuildFailedError', () => {
  it.each([
    ['default', '`lexhop retry 2`'],
    ['tax', '`lexhop retry 2 --graph tax`'],
  ])('says how to go on with a build of graph %s: %s', (graph, command) => {
    expect(new BuildFailedError(graph, 2, 'failed').message).toContain(command);
  });
});
