import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentExample, settingsPage } from './settings.js';

describe('the written settings', () => {
  it('are those of the code: run `npm run settings` when this fails', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample());
    expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsPage());
  });
});
