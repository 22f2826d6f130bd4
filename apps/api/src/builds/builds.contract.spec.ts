import { describe, expect, it } from 'vitest';
import { buildRequestSchema } from './builds.contract.js';

describe('the request for a build', () => {
  it('is for articles, over what did not change, unless it says otherwise', () => {
    expect(buildRequestSchema.parse(undefined)).toEqual({ from: 'active', levels: ['article'] });
  });

  it('may name both levels', () => {
    expect(buildRequestSchema.parse({ levels: ['article', 'paragraph'] }).levels).toEqual(['article', 'paragraph']);
  });

  it('names no level twice', () => {
    const { error } = buildRequestSchema.safeParse({ levels: ['article', 'article'] });
    expect(error?.issues).toMatchObject([{ path: ['levels'], message: 'each level is named once at most' }]);
  });
});
