import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { killOften, killServer, missingFrom, type Promises, seeded } from '../testing/kills.js';
import { SmallDisk, noSmallDisk } from '../testing/small-disk.js';
import { Writer } from '../testing/writer.js';

it.skipIf(process.platform === 'win32')(
  'an own server and its process lose nothing that was confirmed in 30 kills, together and apart',
  async () => {
    const { missing, confirmed } = await killOften(30, 13);
    expect(missing).toEqual([]);
    console.log(`30 kills: all of ${confirmed} confirmed rows are there.`);
  },
  600_000,
);

const reason = noSmallDisk();
if (reason) console.warn(`Skipped: power cuts, since ${reason}.`);

const cutsWhileMade = 8;
const cutsWhileWriting = 22;

interface Cut {
  readonly image: string;
  readonly promised: Promises;
}

describe.skipIf(reason !== undefined)('an own server after a power cut', () => {
  it('opens by itself and has all that was confirmed: cut 30 times while it is made, writes, and recovers', async () => {
    const disk = await SmallDisk.make(600);
    const dataDirectory = join(disk.path, 'data');
    const cuts: Cut[] = [];
    const random = seeded(19);
    try {
      const starting = Writer.start(dataDirectory);
      for (let time = 0; time < cutsWhileMade; time += 1) cuts.push({ image: await disk.cut(), promised: new Map() });
      const writer = await starting;
      for (let time = 0; time < cutsWhileWriting; time += 1) {
        await writer.confirms(1 + random(30));
        if (random(5) === 0) await killServer(dataDirectory);
        const promised = new Map([[writer.pid, new Set(writer.confirmed)]]);
        cuts.push({ image: await disk.cut(), promised });
      }
      await writer.close();
      for (const { image, promised } of cuts) {
        const missing = await disk.after(image, (path) => missingFrom(join(path, 'data'), promised));
        expect(missing).toEqual([]);
      }
      console.log(
        `${cuts.length} power cuts: all opened, all of up to ${writer.confirmed.size} confirmed rows are there.`,
      );
    } finally {
      await disk.remove();
    }
  }, 600_000);
});
