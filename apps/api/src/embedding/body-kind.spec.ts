import { describe, expect, it } from 'vitest';
import { bodyKind } from './body-kind.js';

describe('bodyKind', () => {
  it.each([
    ['application/json', 'json'],
    ['Application/JSON; charset=utf-8', 'json'],
    ['application/x-ndjson', 'lines'],
    ['APPLICATION/X-NDJSON;charset=UTF-8', 'lines'],
  ])('knows %s', (contentType, kind) => {
    expect(bodyKind(contentType)).toBe(kind);
  });

  it.each([
    ['application/x-www-form-urlencoded', ', not application/x-www-form-urlencoded'],
    ['text/plain;charset=UTF-8', ', not text/plain'],
    ['application/x-ndjson-else', ', not application/x-ndjson-else'],
    [undefined, '; there is none'],
  ])('says of %s which are allowed', (contentType, sentence) => {
    const both = `Send application/json or application/x-ndjson as content-type${sentence}.`;
    expect(() => bodyKind(contentType)).toThrow(both);
  });
});
