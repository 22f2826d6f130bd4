import { describe, expect, it } from 'vitest';
import { keepPreferences, preferencesFrom } from './preferences.js';

describe('preferencesFrom', () => {
  it('follows the address before the browser', () => {
    expect(preferencesFrom('?lang=en&theme=dark', ['zh-TW'])).toEqual({ language: 'en', theme: 'dark' });
  });

  it.each([
    [['en-GB', 'zh-TW'], 'en'],
    [['zh-HK', 'en'], 'zh-Hant'],
    [['fr', 'en-US'], 'en'],
    [['ja'], 'zh-Hant'],
    [[], 'zh-Hant'],
  ])('speaks to a browser that asks for %j in %s', (accepted, language) => {
    expect(preferencesFrom('', accepted)).toEqual({ language, theme: 'system' });
  });

  it('does not take what it does not know', () => {
    expect(preferencesFrom('?lang=xx&theme=pink', ['en'])).toEqual({ language: 'en', theme: 'system' });
  });
});

describe('keepPreferences', () => {
  it.each([
    ['/graphs/a/ask', '', '/graphs/a/ask'],
    ['/graphs/a/ask', '?lang=en&q=x', '/graphs/a/ask?lang=en'],
    ['/graphs/a/ask?q=y', '?lang=en&theme=dark', '/graphs/a/ask?q=y&lang=en&theme=dark'],
    ['/graphs/a/statutes/J1#article-3', '?theme=dark', '/graphs/a/statutes/J1?theme=dark#article-3'],
    ['/graphs/a/ask?lang=zh-Hant', '?lang=en', '/graphs/a/ask?lang=zh-Hant'],
  ])('leads to %s from %s as %s', (to, search, kept) => expect(keepPreferences(to, search)).toBe(kept));
});
