import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutForeignLinks } from './serve-queue-board.js';

describe('the page of the board', () => {
  it('links to nothing on another server', () => {
    const page = readFileSync('node_modules/@bull-board/ui/dist/index.ejs', 'utf8');
    expect(page).toMatch(/href="https:/);
    const own = withoutForeignLinks(page);
    expect(own).not.toMatch(/(?:href|src)="(?:https?:)?\/\//);
    expect(own).toContain('href="static/css/');
  });
});
