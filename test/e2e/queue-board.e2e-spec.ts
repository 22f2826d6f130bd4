import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, keepScreenshot, launchChromium, openPage } from './support/console-browser.js';
import { aDataDirectory, TestServer } from '../support/server.js';

const keys = { read: randomBytes(32).toString('hex'), admin: randomBytes(32).toString('hex') };
const digest = (key: string) => createHash('sha256').update(key).digest('hex');
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const board = '/admin/queues';
const boardData = `${board}/api/queues`;

let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let server: TestServer;

beforeAll(async () => {
  folder = await aDataDirectory();
  const entries = Object.entries(keys).map(([role, key]) => `the-${role}:${role}:${digest(key)}`);
  server = await TestServer.start(folder.path, { LEXHOP_API_KEYS: entries.join(',') });
});

afterAll(async () => {
  await server?.stop();
  await folder?.remove();
});

function ask(path: string, headers: Record<string, string>, method = 'GET'): Promise<Response> {
  return fetch(`${server.url}${path}`, { method, headers });
}

/** A key of the books, which can be revoked. */
async function passingKey(): Promise<string> {
  const headers = { ...bearer(keys.admin), 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'passing', role: 'admin' });
  const made = await fetch(`${server.url}/api/v1/keys`, { method: 'POST', headers, body });
  return ((await made.json()) as { readonly key: string }).key;
}

const revokePassingKey = () => ask('/api/v1/keys/passing', bearer(keys.admin), 'DELETE');

/** Asks for a session on the board, as the console does; `pair` is what a browser sends from then on. */
async function enter(key: string, headers: Record<string, string> = {}) {
  const answer = await ask('/api/v1/board-session', { ...bearer(key), ...headers }, 'POST');
  const cookie = answer.headers.get('set-cookie') ?? '';
  return { status: answer.status, cookie, pair: { cookie: `theme=dark; ${cookie.split(';', 1)[0]}` } };
}

describe('the board of the queues', () => {
  it('shows both queues', async () => {
    const shown = (await (await ask(boardData, bearer(keys.admin))).json()) as { queues: { name: string }[] };
    expect(shown.queues.map(({ name }) => name)).toEqual(['lexhop-steps', 'lexhop-batches']);
  });

  it('opens to a browser by a cookie for the board alone, which no script reads', async () => {
    const { status, cookie, pair } = await enter(keys.admin);
    const kept = /^lexhop-board=[\w-]{43}; Path=\/admin\/queues; Max-Age=28800; HttpOnly; SameSite=Strict$/;
    expect([status, cookie]).toEqual([204, expect.stringMatching(kept)]);
    expect((await ask(boardData, pair)).status).toBe(200);
    for (const other of ['/api/v1/keys', '/api/v1/docs', '/metrics']) expect((await ask(other, pair)).status).toBe(401);
    expect((await ask(boardData, { cookie: 'lexhop-board=made-up' })).status).toBe(401);
  });

  it('keeps the cookie to TLS where the console came by it', async () => {
    const origin = server.url.replace('http:', 'https:');
    expect((await enter(keys.admin, { origin })).cookie).toMatch(/; Secure$/);
  });

  it('gives no cookie for a key that may not see it', async () => {
    expect(await enter(keys.read)).toMatchObject({ status: 403, cookie: '' });
  });

  it('takes no change that the page of another site sends by a signed-in browser', async () => {
    const { pair } = await enter(keys.admin);
    for (const site of ['cross-site', 'same-site'])
      expect((await ask(`${boardData}/pause`, { ...pair, 'sec-fetch-site': site }, 'PUT')).status).toBe(403);
    expect((await enter(keys.admin, { 'sec-fetch-site': 'cross-site' })).cookie).toBe('');
  });

  it('closes when its key signs out, and when its key is revoked', async () => {
    const key = await passingKey();
    const signedOut = await enter(key);
    const left = await ask('/api/v1/board-session', bearer(key), 'DELETE');
    expect([left.status, left.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')]);
    expect((await ask(boardData, signedOut.pair)).status).toBe(401);
    const revoked = await enter(key);
    expect((await ask(boardData, revoked.pair)).status).toBe(200);
    expect((await revokePassingKey()).status).toBe(204);
    expect((await ask(boardData, revoked.pair)).status).toBe(401);
  });
});

describe.skipIf(!hasChromium)('the board of the queues in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** The page of the system, signed in, and what it asked of other servers. */
  async function systemPage(key: string) {
    const opened = await openPage(browser, { locale: 'en-GB' });
    const elsewhere: string[] = [];
    opened.page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith('data:') && !url.startsWith(server.url)) elsewhere.push(url);
    });
    await opened.page.goto(`${server.url}/graphs/default/system`);
    await opened.page.getByLabel('API key').fill(key);
    await opened.page.getByRole('button', { name: 'Sign in' }).click();
    await opened.page.getByRole('heading', { name: 'Language models' }).waitFor();
    return { ...opened, elsewhere };
  }

  async function openBoard(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Queue board' }).click();
    await page.getByText('lexhop-batches').first().waitFor();
    await page.waitForLoadState('networkidle');
  }

  const statusOfBoard = (page: Page) => page.evaluate(`fetch('${boardData}').then(({ status }) => status)`);

  it('is shown to an administrator of the console without another question, and asks nothing of other servers', async () => {
    const { page, faults, elsewhere } = await systemPage(keys.admin);
    await openBoard(page);
    await keepScreenshot(page, '26-queue-board');
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('closes with signing out', async () => {
    const { page } = await systemPage(keys.admin);
    await openBoard(page);
    await page.goBack();
    await page.getByText('Settings', { exact: true }).click();
    const closing = page.waitForResponse((answer) => answer.url().endsWith('/board-session'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect((await closing).status()).toBe(204);
    expect(await page.context().cookies(`${server.url}${board}`)).toEqual([]);
    await page.context().close();
  });

  it('is lost with the key that it was opened with', async () => {
    const { page } = await systemPage(await passingKey());
    await openBoard(page);
    expect(await statusOfBoard(page)).toBe(200);
    await revokePassingKey();
    const [kept] = await page.context().cookies(`${server.url}${board}`);
    const cookie = `${kept?.name}=${kept?.value}`;
    expect(cookie).toMatch(/^lexhop-board=.{43}$/);
    expect((await ask(boardData, { cookie })).status).toBe(401);
    await page.context().close();
  });

  it('is not offered to a reader', async () => {
    const { page } = await systemPage(keys.read);
    expect(await page.getByRole('link', { name: 'Queue board' }).count()).toBe(0);
    await page.context().close();
  });
});
