import { expect, it } from 'vitest';
import { killOften } from '../testing/kills.js';

it.skipIf(process.platform === 'win32')(
  'an own server and its process lose nothing that was confirmed in 30 kills, together and apart',
  async () => {
    const { missing, confirmed } = await killOften(30, 13);
    expect(missing).toEqual([]);
    console.log(`30 kills: all of ${confirmed} confirmed rows are there.`);
  },
  600_000,
);
