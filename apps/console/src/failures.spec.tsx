// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { aStatutePage } from './testing/answers.js';
import { openConsole, problem } from './testing/open-console.js';

const statutesPath = '/api/v1/graphs/default/statutes';

describe('what can’t be had', () => {
  const failed = () => problem(500, 'internal', 'Something inside failed.');

  it('is told where files are dropped that can’t be read', async () => {
    openConsole('/graphs/default/statutes?lang=en', { [`GET ${statutesPath}`]: () => aStatutePage() });
    await screen.findByText('著作權法');
    const refuse = (_file: unknown, reject: (error: Error) => void) => reject(new Error('a.json is locked.'));
    const entry = { isDirectory: false, fullPath: '/a.json', file: refuse };
    const items = [{ webkitGetAsEntry: () => entry }];
    globalThis.dispatchEvent(Object.assign(new Event('drop'), { dataTransfer: { items } }));
    expect((await screen.findByRole('alert')).textContent).toContain('a.json is locked.');
  });

  it('is told where something is searched for, and is not taken for nothing', async () => {
    openConsole('/graphs/default/statutes?lang=en', {
      [`GET ${statutesPath}`]: ({ url }) => (url.includes('limit=4') ? failed() : aStatutePage()),
      'GET /api/v1/graphs/default/articles': () => ({ build: 1, by: 'words', items: [] }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /^Search/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Search' });
    await userEvent.type(within(dialog).getByRole('searchbox'), '民法');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('Something inside failed.');
    expect(within(dialog).queryByText(/No statute or article/)).toBeNull();
  });

  it('is told where it is a citation that the browser does not copy', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('Denied.'));
    onTestFinished(() => void vi.restoreAllMocks());
    openConsole('/graphs/default/ask?lang=en&q=x', {
      'POST /api/v1/graphs/default/retrieve': () => problem(400, 'query-empty', 'It is empty.'),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Copy link' }));
    expect(await screen.findByRole('button', { name: 'Not copied' })).toBeTruthy();
  });

  it('is told where it is whether a graph can be drawn', async () => {
    // The drawing looks for it as soon as its code is loaded.
    vi.stubGlobal('WebGL2RenderingContext', class {});
    openConsole('/graphs/default/graph?lang=en', { 'GET /api/v1/graphs': failed });
    expect((await screen.findByRole('alert')).textContent).toContain('Something inside failed.');
  });
});
