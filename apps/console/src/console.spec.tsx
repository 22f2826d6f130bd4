// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { aBuild, anEstimate, aStatute, aStatutePage } from './testing/answers.js';
import { aStream, openConsole, problem } from './testing/open-console.js';

const statutesPath = '/api/v1/graphs/default/statutes';

describe('the console', () => {
  it('speaks the language and wears the theme that the address names, and keeps both on its way', async () => {
    openConsole('/graphs/default/statutes?lang=en&theme=dark', { [`GET ${statutesPath}`]: () => aStatutePage() });
    expect(await screen.findByRole('heading', { name: 'Statutes', level: 1 })).toBeTruthy();
    expect(document.documentElement.lang).toBe('en');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    const link = within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Build' });
    expect(link.getAttribute('href')).toBe('/graphs/default/build?lang=en&theme=dark');
  });

  it('changes its language at once, and stores nothing', async () => {
    openConsole('/graphs/default/statutes?lang=en', { [`GET ${statutesPath}`]: () => aStatutePage() });
    await userEvent.selectOptions(await screen.findByLabelText('Language'), '繁體中文');
    expect(await screen.findByRole('heading', { name: '法規', level: 1 })).toBeTruthy();
    expect(globalThis.location.search).toBe('?lang=zh-Hant');
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  });

  it('asks for a key where one is needed, keeps it for this tab only, and sends it with every request', async () => {
    const { requests } = openConsole('/graphs/default/statutes?lang=en', {
      'GET /api/v1/access': ({ headers }) => ({
        keysRequired: true,
        name: null,
        role: headers.has('authorization') ? 'read' : null,
      }),
      'GET /api/v1/graphs': ({ headers }) =>
        headers.has('authorization') ? { items: [] } : problem(401, 'unauthorized', 'A key is needed.'),
      [`GET ${statutesPath}`]: ({ headers }) =>
        headers.get('authorization') === 'Bearer right' ? aStatutePage() : problem(401, 'unauthorized', 'Unknown key.'),
    });
    await userEvent.type(await screen.findByLabelText('API key'), 'wrong');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toContain('does not know this key');
    await userEvent.type(screen.getByLabelText('API key'), 'right');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('著作權法')).toBeTruthy();
    expect(requests.at(-1)?.headers.get('authorization')).toBe('Bearer right');
    expect([sessionStorage.length, sessionStorage.getItem('lexhop-api-key')]).toEqual([1, 'right']);
    expect(localStorage.length).toBe(0);
  });

  it('offers nothing that a read key may not do', async () => {
    openConsole('/graphs/default/statutes?lang=en', {
      'GET /api/v1/access': () => ({ keysRequired: true, name: 'reader', role: 'read' }),
      [`GET ${statutesPath}`]: () => aStatutePage(),
    });
    await userEvent.type(await screen.findByLabelText('API key'), 'reader');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('著作權法')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Delete|Choose/ })).toBeNull();
  });

  it('says that the server is gone, keeps looking, and shows the page once it is back', async () => {
    let away = true;
    const whenThere = (answer: unknown) => () => {
      if (away) throw new TypeError('Failed to fetch');
      return answer;
    };
    openConsole('/graphs/default/statutes?lang=en', {
      [`GET ${statutesPath}`]: whenThere(aStatutePage()),
      'GET /api/v1/access': whenThere({ keysRequired: false, name: null, role: 'admin' }),
      'GET /api/v1/graphs': whenThere({ items: [] }),
      'GET /health/live': whenThere({ live: true }),
    });
    expect(await screen.findByText(/what is on the page is as it was last known/)).toBeTruthy();
    away = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(await screen.findByText('著作權法')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/as it was last known/)).toBeNull());
  });

  it('leads to the first step of a server without anything', async () => {
    openConsole('/?lang=en', {
      'GET /api/v1/graphs': () => ({ items: [] }),
      [`GET ${statutesPath}`]: () => aStatutePage([]),
    });
    expect(await screen.findByText('This graph has no statutes yet')).toBeTruthy();
    expect(globalThis.location.pathname).toBe('/graphs/default/statutes');
  });

  it('says that there is no such page', async () => {
    openConsole('/graphs/default/nowhere?lang=en', {});
    expect((await screen.findAllByText('There is no such page')).length).toBeGreaterThan(0);
  });
});

describe('the picker of graphs', () => {
  it('opens the same page of another graph, also of one that is new', async () => {
    openConsole('/graphs/default/statutes?lang=en', {
      'GET /api/v1/graphs': () => ({ items: [{ name: 'default', active: 1 }, { name: 'tax' }] }),
      [`GET ${statutesPath}`]: () => aStatutePage(),
      'GET /api/v1/graphs/tax/statutes': () => aStatutePage([]),
      'GET /api/v1/graphs/labour/statutes': () => aStatutePage([]),
    });
    await screen.findByRole('option', { name: 'tax (not built yet)' });
    await userEvent.selectOptions(screen.getByLabelText('Graph'), 'tax');
    expect(await screen.findByText('This graph has no statutes yet')).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('Graph'), 'Another graph …');
    await userEvent.type(screen.getByLabelText('Name of the graph'), 'labour');
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(globalThis.location.pathname).toBe('/graphs/labour/statutes'));
  });
});

describe('a statute', () => {
  it.each(['law.moj.gov.tw/LawClass', 'javascript:alert(1)'])(
    'shows where it comes from without a link where that is no address of the web: %s',
    async (url) => {
      openConsole('/graphs/default/statutes/J0070017?lang=en', {
        [`GET ${statutesPath}/J0070017`]: () => aStatute({ url }),
        [`GET ${statutesPath}/J0070017/citations`]: () => ({ items: [] }),
      });
      expect((await screen.findByText(url)).closest('a')).toBeNull();
    },
  );

  it('links to where it comes from by the name of the host', async () => {
    openConsole('/graphs/default/statutes/J0070017?lang=en', {
      [`GET ${statutesPath}/J0070017`]: () => aStatute({ url: 'https://law.moj.gov.tw/?pcode=J0070017' }),
      [`GET ${statutesPath}/J0070017/citations`]: () => ({ items: [] }),
    });
    const link = await screen.findByRole('link', { name: 'law.moj.gov.tw' });
    expect(link.getAttribute('href')).toBe('https://law.moj.gov.tw/?pcode=J0070017');
  });

  it('is deleted only after it was said what that means', async () => {
    const { requests } = openConsole('/graphs/default/statutes?lang=en', {
      [`GET ${statutesPath}`]: () => aStatutePage(),
      [`DELETE ${statutesPath}/J0070017`]: () => new Response(null, { status: 204 }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete 著作權法' }));
    const dialog = await screen.findByRole('dialog', { name: 'Delete 著作權法?' });
    expect(dialog.textContent).toContain('Builds that were made before keep it');
    expect(requests.some(({ method }) => method === 'DELETE')).toBe(false);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Delete it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(requests.some(({ method }) => method === 'DELETE')).toBe(true);
  });
});

describe('the page where a build is started', () => {
  it('leaves out of the request what nobody touched, and shows it as the server is set', async () => {
    const started: unknown[] = [];
    openConsole('/graphs/default/build?lang=en', {
      'GET /api/v1/graphs/default/builds': () => ({ items: [] }),
      'GET /api/v1/graphs/default/builds/1': () => aBuild(),
      'POST /api/v1/graphs/default/builds': async (request) => {
        if (request.url.includes('dryRun')) return anEstimate({ activateWithoutFailed: true });
        started.push(await request.json());
        return problem(409, 'build-running', 'Build 1 is being made.');
      },
    });
    await userEvent.click(await screen.findByText('Options'));
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: /Go on without articles that fail/ });
    await waitFor(() => expect(box.checked).toBe(true));
    await userEvent.click(screen.getByRole('button', { name: 'Build HopRAG Graph' }));
    await waitFor(() => expect(started).toEqual([{ from: 'active', levels: ['article'] }]));
    await userEvent.click(box);
    expect(box.checked).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Build HopRAG Graph' }));
    await waitFor(() => expect(started[1]).toMatchObject({ activateWithoutFailed: false }));
  });
});

describe('a build', () => {
  it('of the mock says so loudly, with its warnings and the articles concerned as links', async () => {
    openConsole('/graphs/default/build/1?lang=en', {
      'GET /api/v1/graphs/default/builds': () => ({ items: [aBuild()] }),
      'GET /api/v1/graphs/default/builds/1': () => aBuild(),
    });
    expect((await screen.findByRole('note')).textContent).toContain('Mock embedding');
    expect(screen.getAllByText('2 articles are isolated.').length).toBeGreaterThan(0);
    expect(screen.getByText('J0070017:9').getAttribute('href')).toBe(
      '/graphs/default/statutes/J0070017?lang=en#article-9',
    );
    expect(screen.getByText(/bge-m3/).closest('li')?.textContent).toContain('would have to be downloaded');
  });

  it('that is being made is followed to its end, and becomes its report', async () => {
    const running = {
      ...aBuild(),
      state: 'running',
      step: 'embed',
      space: undefined,
      counts: undefined,
      endedAt: undefined,
      download: { model: 'bge-m3', done: 1_150_000_000, total: 2_300_000_000 },
      progress: { compare: { total: 4, done: 4 }, draft: { total: 4, done: 4 } },
    };
    let now: object = running;
    const { push, body } = aStream();
    openConsole('/graphs/default/build/1?lang=en', {
      'GET /api/v1/graphs/default/builds': () => ({ items: [now] }),
      'GET /api/v1/graphs/default/builds/1': () => now,
      'GET /api/v1/graphs/default/builds/1/events': () => new Response(body),
    });
    expect(await screen.findByLabelText(/Fetching bge-m3: 1\.1 GiB of 2\.1 GiB/)).toBeTruthy();
    push({ ...running, step: 'match', download: undefined, progress: { match: { total: 16, done: 5 } } });
    expect(await screen.findByText('5 of 16')).toBeTruthy();
    expect(screen.getByText('Live')).toBeTruthy();
    now = aBuild();
    push(now);
    expect(await screen.findByRole('heading', { name: 'What it consists of' })).toBeTruthy();
    expect(screen.queryByRole('region', { name: 'Progress' })).toBeNull();
  });

  it.each([
    ['en', /This build waits until/, /^Then it is tried again, in (10:00|9:5\d)\./],
    ['zh-Hant', /建圖等待中/, /^(10:00|9:5\d) 後重試/],
  ])('that waits says for what and how long still, and no more once it goes on (%s)', async (language, title, left) => {
    const moment = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const reason = 'gemini answers 429: the quota of the minute is used up.';
    const working = { ...aBuild(), state: 'running', step: 'embed', counts: undefined, endedAt: undefined };
    const waiting = { ...working, waiting: { reason, since: moment(-60), until: moment(600) } };
    const { push, body } = aStream();
    openConsole(`/graphs/default/build/1?lang=${language}`, {
      'GET /api/v1/graphs/default/builds': () => ({ items: [waiting] }),
      'GET /api/v1/graphs/default/builds/1': () => waiting,
      'GET /api/v1/graphs/default/builds/1/events': () => new Response(body),
    });
    expect((await screen.findByText(reason)).getAttribute('lang')).toBe('en');
    expect(screen.getAllByRole('status').some((each) => title.test(each.textContent))).toBe(true);
    expect(screen.getByText(left)).toBeTruthy();
    push({ ...waiting, waiting: { ...waiting.waiting, until: moment(-1) } });
    expect(await screen.findByText(/^(It is due to be tried again|即將重試)/)).toBeTruthy();
    push(working);
    // Then it is one of the things that happened.
    await waitFor(() => expect(screen.getByText(reason).closest('.timeline')).toBeTruthy());
  });

  it('that failed says why and what to do, and is retried by a button', async () => {
    const failed = { ...aBuild(), state: 'failed', failure: 'The budget of 5 USD is reached.', counts: undefined };
    const { requests } = openConsole('/graphs/default/build/1?lang=en', {
      'GET /api/v1/graphs/default/builds': () => ({ items: [failed] }),
      'GET /api/v1/graphs/default/builds/1': () => failed,
      'POST /api/v1/graphs/default/builds/1/retry': () => failed,
    });
    expect((await screen.findByRole('alert')).textContent).toContain('The budget of 5 USD is reached.');
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(requests.some(({ url }) => url.endsWith('/builds/1/retry'))).toBe(true));
  });

  it('that is not there is no failure, and leads back', async () => {
    openConsole('/graphs/default/build/7?lang=en', {});
    expect(await screen.findByText('It may have been deleted. Go back to the list.')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Build 7', level: 1 })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All builds' })).toBeTruthy();
  });
});

describe('a graph without a build', () => {
  it.each(['ask', 'ask/compare'])('that is asked at /%s says so once, and leads to the build', async (page) => {
    openConsole(`/graphs/default/${page}?lang=en&q=x`, {
      'GET /api/v1/graphs': () => ({ items: [{ name: 'default' }] }),
      'POST /api/v1/graphs/default/retrieve': () => problem(409, 'no-active-build', 'Graph default has no build.'),
    });
    expect((await screen.findByRole('link', { name: 'Go to Build' })).getAttribute('href')).toContain('/build');
    await waitFor(() => expect(screen.getAllByText('This graph is not built yet')).toHaveLength(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
