import { expect, it } from 'vitest';
import { killOften } from '../testing/kills.js';

it.skipIf(process.platform === 'win32')(
  'an own server and its process lose nothing that was confirmed, killed together and apart',
  async () => {
    const { missing, confirmed } = await killOften(4, 20_261_129);
    expect(missing).toEqual([]);
    expect(confirmed).toBeGreaterThan(8);
  },
  120_000,
);
