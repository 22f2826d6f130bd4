import { describe, expect, it } from 'vitest';
import { anArticleToDraft } from '../testing/bank-answers.js';
import { addDraftingLoads, draftingLoadOf, estimateDrafting, noDraftingLoad } from './estimate-drafting.js';

const articles = ['1', '2', '3'].map((number) => anArticleToDraft({ number }));
const load = { articles: 600, calls: 600, inputTokens: 600_000, outputTokens: 132_000 };
const terms = { limits: {}, workers: 4, secondsPerCall: 2 };

describe('draftingLoadOf', () => {
  it('counts articles, calls and tokens as they would be asked', () => {
    const alone = draftingLoadOf(articles, 1);
    expect(alone).toMatchObject({ articles: 3, calls: 3, outputTokens: 660 });
    expect(draftingLoadOf(articles, 3)).toMatchObject({ articles: 3, calls: 1, outputTokens: 660 });
    expect(draftingLoadOf(articles, 3).inputTokens).toBeLessThan(alone.inputTokens / 2);
  });

  it('adds up page by page', () => {
    const pages = [articles.slice(0, 1), articles.slice(1)].map((page) => draftingLoadOf(page, 1));
    expect(pages.reduce(addDraftingLoads, noDraftingLoad)).toEqual(draftingLoadOf(articles, 1));
  });
});

describe('estimateDrafting', () => {
  it('prices tokens in and out', () => {
    expect(estimateDrafting(load, { ...terms, price: { inputUsd: 0.3, outputUsd: 2.5 } }).costUsd).toBeCloseTo(
      0.18 + 0.33,
      6,
    );
    expect(estimateDrafting(load, terms)).not.toHaveProperty('costUsd');
  });

  it('takes as long as requests, tokens or workers allow, whichever is slowest', () => {
    expect(estimateDrafting(load, terms).minutes).toBe(5);
    expect(estimateDrafting(load, { ...terms, limits: { requestsPerMinute: 60 } }).minutes).toBe(10);
    expect(
      estimateDrafting(load, { ...terms, limits: { requestsPerMinute: 60, tokensPerMinute: 36_600 } }).minutes,
    ).toBe(20);
  });
});
