import { readFileSync } from 'node:fs';
import type { Build } from '@lexhop/graph-model';
import { openOwnGraphStores } from '@lexhop/graph-store/testing';
import type { LedgerTotal } from '@lexhop/language-model';
import { draftingKeyOf } from '@lexhop/pseudo-queries';
import { afterEach, describe, expect, it } from 'vitest';
import { DraftingProvider } from './support/drafting-provider.js';
import {
  buildToEnd,
  expectStatus,
  formOf,
  importSample,
  statutesFile,
  untilEndedDespiteKills,
} from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Ten times the pace of the real thing, which takes a minute: LEXHOP_E2E_REQUESTS_PER_MINUTE=300 runs that. */
const requestsPerMinute = Number(process.env['LEXHOP_E2E_REQUESTS_PER_MINUTE'] ?? 3000);
const latencyMilliseconds = 600_000 / requestsPerMinute;
const workers = 16;
const model = 'openai-compatible/simulated';
const liveArticles = 250;

async function aDraftingProvider(): Promise<DraftingProvider> {
  const provider = await DraftingProvider.start(requestsPerMinute, latencyMilliseconds);
  cleanUps.push(() => provider.close());
  return provider;
}

async function aServer(path: string, provider: DraftingProvider): Promise<TestServer> {
  const server = await TestServer.start(path, {
    LEXHOP_LLM_PROVIDER: 'openai-compatible',
    LEXHOP_LLM_MODEL: 'simulated',
    OPENAI_BASE_URL: provider.baseUrl,
    LEXHOP_LLM_REQUESTS_PER_MINUTE: String(requestsPerMinute),
    LEXHOP_LLM_TIMEOUT_S: '3',
    LEXHOP_LLM_PRICES: 'simulated=1/2',
    LEXHOP_LLM_BUDGET_BUILD_USD: '50',
    LEXHOP_QUEUE_CONCURRENCY: String(workers),
  });
  cleanUps.push(() => server.stop());
  return server;
}

/** A server, where it keeps its graph, and whom it asks. */
interface Stand {
  readonly path: string;
  readonly provider: DraftingProvider;
  server: TestServer;
}

async function aStand(): Promise<Stand> {
  const folder = await aDataDirectory();
  cleanUps.push(() => folder.remove());
  const provider = await aDraftingProvider();
  return { path: folder.path, provider, server: await aServer(folder.path, provider) };
}

/** What there was after a kill. */
interface Kill {
  /** Articles whose reply was stored. */
  readonly stored: readonly string[];
  readonly ledger: LedgerTotal;
  /** Requests that had come. */
  readonly seen: number;
}

/** What a server that was killed left behind. */
async function left(path: string): Promise<Pick<Kill, 'stored' | 'ledger'>> {
  const stores = await openOwnGraphStores(path);
  try {
    const statutes = await Promise.all(['J0070017', 'J0070001'].map((id) => stores.statutes.find('default', id)));
    const nodes = statutes.flatMap((statute) => statute?.nodes ?? []).filter(({ level }) => level === 'article');
    const draftingKey = draftingKeyOf({ id: model });
    const replies = await stores.replies.find(nodes.map(({ contentHash }) => ({ contentHash, draftingKey })));
    const good = new Set(replies.filter(({ fault }) => fault === undefined).map(({ contentHash }) => contentHash));
    const [ledger] = await stores.ledger.totals({ account: { graph: 'default', build: 1 } });
    if (!ledger) throw new Error('No call was entered in the ledger.');
    return { ledger, stored: nodes.filter(({ contentHash }) => good.has(contentHash)).map(({ id }) => id) };
  } finally {
    await stores.close();
  }
}

/** Kills the server in the middle of its calls, as often as there are counts of requests to wait for. */
async function killedAt(counts: readonly number[], stand: Stand): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  for (const count of counts) {
    await stand.provider.reached(count);
    await stand.server.kill();
    kills.push({ ...(await left(stand.path)), seen: stand.provider.seen.length });
    stand.server = await aServer(stand.path, stand.provider);
  }
  return kills;
}

/** Beside one good reply for each article there are only calls that went wrong, and those that the kills cut off. */
function expectEveryCallAccounted({ seen, refused }: DraftingProvider, total: LedgerTotal): void {
  expect(refused).toBe(0);
  const faulty = seen.filter(({ fault }) => fault !== undefined).length;
  expect(faulty).toBeGreaterThan(5);
  expect(total.completed).toBeGreaterThanOrEqual(liveArticles);
  expect(total.completed).toBeLessThanOrEqual(liveArticles + faulty);
  expect(seen.length).toBeLessThanOrEqual(liveArticles + faulty + total.unknown);
  expect(total.completed + total.failed + total.unknown).toBeGreaterThanOrEqual(seen.length);
  expect(total.unknownMicroUsd).toBeGreaterThan(0);
}

describe('a build that a language model drafts', () => {
  it('killed twice, drafts every article, asks for none again whose reply is stored, and accounts for every call', async () => {
    const stand = await aStand();
    const { provider } = stand;
    await importSample(stand.server, 'default', { bank: false });
    const begun = await expectStatus(stand.server.request<Build>('POST', '/graphs/default/builds', {}), 202);
    const kills = await killedAt([80, 160], stand);
    const build = await untilEndedDespiteKills(stand.server, 'default', begun.number);
    expect(build).toMatchObject({
      state: 'active',
      counts: { nodes: { article: liveArticles }, questions: { incoming: 500, outgoing: 1000 }, undrafted: 0 },
      draftedBy: [model],
      failures: [],
    });
    let unknown = 0;
    for (const { stored, ledger, seen } of kills) {
      const askedLater = new Set(provider.seen.slice(seen).flatMap(({ articles }) => articles));
      expect(stored.filter((id) => askedLater.has(id))).toEqual([]);
      expect(stored.length).toBeGreaterThan(40);
      expect(stored.length).toBeLessThanOrEqual(ledger.completed);
      // In flight when it was killed.
      expect(ledger.unknown - unknown).toBeGreaterThan(0);
      expect(ledger.unknown - unknown).toBeLessThanOrEqual(workers);
      unknown = ledger.unknown;
    }
    expect(build.ledger).toMatchObject([{ model, unknown }]);
    for (const total of build.ledger ?? []) expectEveryCallAccounted(provider, total);
    const ledger = expectStatus(stand.server.request('GET', `/ledger?graph=default&build=${build.number}`), 200);
    expect(await ledger).toEqual({ items: build.ledger });

    const before = provider.seen.length;
    const edited = ['10', '41', '87-1'].map((number) => `J0070017:${number}`);
    const text = withOtherTexts(readFileSync(statutesFile, 'utf8'), edited);
    const upload = await formOf({ name: 'edited.json', text });
    await expectStatus(stand.server.request('POST', '/graphs/default/statutes', upload), 200);
    const rebuilt = await buildToEnd(stand.server, 'default');
    expect(rebuilt).toMatchObject({ number: 2, state: 'active', counts: { undrafted: 0 } });
    const asked = provider.seen.slice(before).filter(({ fault }) => fault === undefined);
    expect(asked.flatMap(({ articles }) => articles).toSorted()).toEqual(edited.toSorted());
  }, 300_000);
});

/** The sample with a sentence more in these articles. */
function withOtherTexts(json: string, ids: readonly string[]): string {
  const file = JSON.parse(json) as {
    Laws: { LawURL: string; LawArticles: { ArticleNo: string; ArticleContent: string }[] }[];
  };
  for (const { LawURL, LawArticles } of file.Laws) {
    for (const article of LawArticles) {
      const id = `${LawURL.split('pcode=')[1]}:${article.ArticleNo.replaceAll(/[^\d-]/g, '')}`;
      if (ids.includes(id)) article.ArticleContent += '但法律另有規定者，從其規定。';
    }
  }
  return JSON.stringify(file);
}
