import { join } from 'node:path';
import { noSmallDisk, SmallDisk } from '@lexhop/postgres/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, formOf, importSample } from '../support/graphs.js';
import { TestServer } from '../support/server.js';

const reason = noSmallDisk();
if (reason) console.warn(`Skipped: a full disk, since ${reason}.`);

/** Statutes of 20 articles of 2,000 characters each: 120 KB of text a statute. */
const manyStatutes = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, law) => ({
      LawLevel: '法律',
      LawName: `第${law}號法`,
      LawURL: `https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=F${String(law).padStart(7, '0')}`,
      LawArticles: Array.from({ length: 20 }, (__, article) => ({
        ArticleType: 'A',
        ArticleNo: `第 ${article + 1} 條`,
        ArticleContent: String.fromCodePoint(
          ...Array.from({ length: 2_000 }, (___, at) => 0x4e00 + ((law * 31 + article * 7 + at * at) % 20_000)),
        ),
      })),
    })),
  );

describe.skipIf(reason !== undefined)('a server whose disk is full', () => {
  let disk: SmallDisk;
  let server: TestServer;

  beforeAll(async () => {
    disk = await SmallDisk.make(250);
    server = await TestServer.start(join(disk.path, 'data'));
    await importSample(server, 'kept');
    await buildToEnd(server, 'kept');
  });
  afterAll(async () => {
    await server.stop();
    await disk.remove();
  });

  it('says what of an import was saved and what was not, and takes the rest when there is room', async () => {
    const makeRoom = await disk.fill(40 * 2 ** 20);
    const file = { name: 'many.json', text: manyStatutes(400) };
    const refused = await server.request<{ code: string; detail: string; saved: number }>(
      'POST',
      '/graphs/new/statutes',
      await formOf(file),
    );
    expect(refused).toMatchObject({ status: 507, body: { code: 'store-full' } });
    expect(refused.body.detail).toContain(`Before that, ${refused.body.saved} statutes of many.json were saved`);
    await makeRoom();
    const saved = () =>
      server
        .request<{ counts: { statutes: number } }>('GET', '/graphs/new/statutes?limit=1')
        .then(({ status, body }) => (status === 200 ? body.counts.statutes : undefined));
    // Where it was its log that found no room, Postgres starts again first.
    await expect.poll(saved, { timeout: 60_000 }).toBe(refused.body.saved);
    const asked = server.request<{ results: unknown[] }>('POST', '/graphs/kept/retrieve', { query: '著作權' });
    expect((await expectStatus(asked, 200)).results).toHaveLength(10);
    await expectStatus(
      server.request('POST', '/graphs/new/statutes', await formOf({ ...file, text: manyStatutes(200) })),
      200,
    );
    expect(await buildToEnd(server, 'kept')).toMatchObject({ state: 'active' });
  });
});
