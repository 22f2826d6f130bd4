import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Build } from '@lexhop/graph-model';
import { noSmallDisk, SmallDisk } from '@lexhop/postgres/testing';
import { describe, expect, it } from 'vitest';
import { GatedDrafting } from './support/gated-drafting.js';
import { buildToEnd, expectStatus, importSample, untilEnded } from '../support/graphs.js';
import { TestServer } from '../support/server.js';

const reason = noSmallDisk();
if (reason) console.warn(`Skipped: power cuts, since ${reason}.`);

/** What a server must show of what it had confirmed, when it was started on the disk of after the cut. */
type Proof = (server: TestServer, drafting: GatedDrafting) => Promise<void>;

interface Cut {
  readonly when: string;
  readonly image: string;
  readonly proof: Proof;
}

/** A server on a disk whose power is cut again and again, while it goes on. */
class Cuts {
  readonly taken: Cut[] = [];

  constructor(
    private readonly disk: SmallDisk,
    readonly server: TestServer,
    readonly drafting: GatedDrafting,
  ) {}

  async cut(when: string, proof: Proof): Promise<void> {
    this.taken.push({ when, image: await this.disk.cut(), proof });
  }
}

const exported = (server: TestServer, graph: string) =>
  expectStatus(server.request<string>('GET', `/graphs/${graph}/export`), 200);

async function hasSample(server: TestServer, graph: string): Promise<void> {
  const { items } = await expectStatus(
    server.request<{ items: readonly { id: string }[] }>('GET', `/graphs/${graph}/statutes`),
    200,
  );
  expect(items.map(({ id }) => id)).toEqual(['J0070001', 'J0070017']);
}

/** After an import of statutes and questions answered 200: both are there, and the graph of them is the same. */
async function cutAfterImports({ server, cut }: Bound, times: number, whole: () => string): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const graph = `imported-${time}`;
    await importSample(server, graph);
    await cut(`import ${time} had answered`, async (copy) => {
      await hasSample(copy, graph);
      expect(await buildToEnd(copy, graph)).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
      expect((await exported(copy, graph)) === whole()).toBe(true);
    });
  }
}

/** While a build goes through its steps: it ends by itself, with the same graph. */
async function cutWhileBuilding({ server, cut }: Bound, times: number, whole: () => string): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const graph = `built-${time}`;
    await importSample(server, graph);
    const { number } = await expectStatus(server.request<Build>('POST', `/graphs/${graph}/builds`, {}), 202);
    // Each a little further in.
    await wait(time * 150);
    await cut(`build ${time} had begun`, async (copy) => {
      expect(await untilEnded(copy, graph, number)).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
      expect((await exported(copy, graph)) === whole()).toBe(true);
    });
    await untilEnded(server, graph, number);
  }
}

/** Right after a build has become active, and two seconds later. */
async function cutAfterActivation({ server, cut }: Bound, times: number, whole: () => string): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const { number } = await buildToEnd(server, 'built-0', { from: 'scratch' });
    const isActive: Proof = async (copy) => {
      const answer = await expectStatus(
        copy.request<{ build: number }>('POST', '/graphs/built-0/retrieve', { query: '著作權' }),
        200,
      );
      expect(answer.build).toBe(number);
      expect((await exported(copy, 'built-0')) === whole()).toBe(true);
    };
    await cut(`build ${number} was active`, isActive);
    await wait(2_000);
    await cut(`build ${number} was active for two seconds`, isActive);
  }
}

/** After a paid reply was stored: none of its articles is asked for again, and the build ends with the same graph. */
async function cutWhilePaying({ server, drafting, cut }: Bound, times: number, whole: () => string): Promise<void> {
  await importSample(server, 'paid', { bank: false });
  const { number } = await expectStatus(server.request<Build>('POST', '/graphs/paid/builds', {}), 202);
  for (let time = 1; time <= times; time += 1) {
    const requests = time * 3;
    await drafting.reached(requests);
    const stored = drafting.asked.slice(0, requests - 1).flat();
    await cut(`${requests - 1} replies were stored`, async (copy, { asked }) => {
      const before = asked.length;
      expect(await untilEnded(copy, 'paid', number)).toMatchObject({ state: 'active', counts: { undrafted: 0 } });
      const again = new Set(asked.slice(before).flat());
      expect(stored.filter((id) => again.has(id))).toEqual([]);
      expect((await exported(copy, 'paid')) === whole()).toBe(true);
    });
    drafting.admit(3);
  }
  drafting.open();
  await untilEnded(server, 'paid', number);
}

type Bound = Pick<Cuts, 'server' | 'drafting'> & { readonly cut: Cuts['cut'] };

describe.skipIf(reason !== undefined)('a server whose power is cut', () => {
  it('opens by itself 30 times of 30, misses nothing that it had confirmed, and ends its builds with the same graph', async () => {
    const disk = await SmallDisk.make(600);
    const drafting = await GatedDrafting.start(2);
    const after = await GatedDrafting.start(Number.POSITIVE_INFINITY);
    try {
      const dataDirectory = join(disk.path, 'data');
      const server = await TestServer.start(dataDirectory, drafting.environment);
      const cuts = new Cuts(disk, server, drafting);
      const bound: Bound = { server, drafting, cut: (when, proof) => cuts.cut(when, proof) };
      let [whole, paid] = ['', ''];
      await cutAfterImports(bound, 6, () => whole);
      await cutWhileBuilding(bound, 8, () => whole);
      await cutAfterActivation(bound, 3, () => whole);
      await cutWhilePaying(bound, 6, () => paid);
      whole = await exported(server, 'built-0');
      paid = await exported(server, 'paid');
      const idle: Proof = async (copy) => expect((await exported(copy, 'paid')) === paid).toBe(true);
      await wait(2_000);
      await cuts.cut('it was idle', idle);
      await cuts.cut('it was idle still', idle);
      await server.stop();
      await cuts.cut('it had been stopped', idle);
      await cuts.cut('it had been stopped for a while', idle);
      const failed: string[] = [];
      for (const { when, image, proof } of cuts.taken) {
        await disk.after(image, async (path) => {
          const copy = await TestServer.start(join(path, 'data'), after.environment).catch(String);
          if (typeof copy === 'string') return void failed.push(`${when}: ${copy}`);
          await proof(copy, after).catch((thrown: unknown) => failed.push(`${when}: ${String(thrown)}`));
          await copy.stop();
        });
      }
      expect(failed).toEqual([]);
      expect(cuts.taken.length).toBe(30);
      console.log(`${cuts.taken.length} power cuts of a server: all opened, nothing that was confirmed is missing.`);
    } finally {
      await Promise.all([drafting.close(), after.close()]);
      await disk.remove();
    }
  }, 1_200_000);
});
