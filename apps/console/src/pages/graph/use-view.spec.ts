// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { scopeFrom, scopePathOf } from './use-view.js';

it.each([{ from: [] }, { statute: '民法', from: [] }, { from: ['A1:1', 'A1:2'] }])(
  'what is shown of a graph has an address: %j',
  (scope) => {
    expect(scopeFrom(new URL(scopePathOf(scope), 'http://x').search)).toEqual(scope);
  },
);
