// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { problemFrom } from '@lexhop/client';
import { ProblemNote } from './problem-note.js';

afterEach(cleanup);

/** What the note says of problem details that the server answered with. */
function noteOf(status: number, facts: object): string {
  globalThis.history.replaceState(undefined, '', '/?lang=en');
  render(<ProblemNote error={problemFrom(status, { detail: 'It failed.', ...facts })} />);
  return screen.getByRole('alert').textContent;
}

const busy = 'The server is busy';

describe('ProblemNote', () => {
  it.each([
    ['store-unavailable', 503, 'Once the database answers again'],
    ['store-memory', 503, 'Give the database more memory'],
    ['query-space-mismatch', 409, 'another model'],
    ['index-contents-broken', 500, 'from scratch'],
  ])('says in the reader’s language what to do about %s', (code, status, advice) => {
    const note = noteOf(status, { code, hint: 'In the server’s words.' });
    expect(note).toContain(advice);
    expect(note).not.toContain(busy);
    expect(note).not.toContain('In the server’s words.');
  });

  it('shows the server’s own hint after its sentence where the page has none, even when the server is busy', () => {
    const note = noteOf(503, { code: 'language-model-timeout', hint: 'Raise LEXHOP_LLM_TIMEOUT_S.' });
    expect(note).toContain('It failed. Raise LEXHOP_LLM_TIMEOUT_S.');
    expect(note).not.toContain(busy);
  });

  it('adds the server’s own words only where they tell more than the reader’s language does', () => {
    globalThis.history.replaceState(undefined, '', '/?lang=zh-Hant');
    const of = (code: string) => problemFrom(403, { code, detail: 'It failed: line 3.' });
    render(<ProblemNote error={of('forbidden')} />);
    render(<ProblemNote error={of('statute-file-unreadable')} />);
    const [forbidden, unreadable] = screen.getAllByRole('alert').map(({ textContent }) => textContent);
    expect(forbidden).toContain('您的金鑰不能做這件事。');
    expect(forbidden).not.toContain('It failed');
    expect(unreadable).toContain('It failed: line 3.');
  });

  it('says that the server is busy where nobody knows more', () => {
    expect(noteOf(503, { code: 'starting' })).toContain(busy);
  });
});
