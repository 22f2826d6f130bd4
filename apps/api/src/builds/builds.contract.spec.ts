import { describe, expect, it } from 'vitest';
import type { MessageEvent } from '@nestjs/common';
import { lastValueFrom, NEVER, of, Subject, take, throwError, toArray } from 'rxjs';
import { buildRequestSchema, withSignsOfLife } from './builds.contract.js';

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

const build: MessageEvent = { type: 'build', data: {} };

describe('withSignsOfLife', () => {
  it('says that it is still here while nothing happens', async () => {
    const signs = await lastValueFrom(withSignsOfLife(NEVER, 1).pipe(take(2), toArray()));
    expect(signs.map(({ type }) => type)).toEqual(['still-here', 'still-here']);
  });

  it('passes every event on and ends with the last', async () => {
    expect(await lastValueFrom(withSignsOfLife(of(build, build), 60_000).pipe(toArray()))).toEqual([build, build]);
  });

  it('passes on what comes between signs', async () => {
    const events = new Subject<MessageEvent>();
    const seen = lastValueFrom(withSignsOfLife(events, 60_000).pipe(toArray()));
    events.next(build);
    events.complete();
    expect(await seen).toEqual([build]);
  });

  it('fails as the events fail', async () => {
    const failing = withSignsOfLife(
      throwError(() => new Error('gone')),
      60_000,
    );
    await expect(lastValueFrom(failing)).rejects.toThrow('gone');
  });
});
