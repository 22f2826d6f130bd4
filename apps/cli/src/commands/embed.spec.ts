import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldOutput } from '../testing/told-output.js';
import { embedCommand } from './embed.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lexhop-embed-'));
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const linesOf = (texts: readonly object[]) => texts.map((text) => `${JSON.stringify(text)}\n`).join('');

/** Embeds these lines of text into a file; gives what the command reports. */
async function embed(lines: string | Buffer, out: string) {
  await writeFile(at('texts.jsonl'), lines);
  const context = { environment: { LEXHOP_EMBEDDING_CHAIN: 'mock' }, output: new ToldOutput() };
  const files = { in: at('texts.jsonl'), out: at(out) };
  await embedCommand(context, { ...files, role: 'passage', outputs: ['dense'] });
  return context.output.values[0];
}

describe('lexhop embed', () => {
  const texts = ['一', '二', '三', '四', '五'].map((text) => ({ text }));
  const named = texts.map(({ text }, number) => ({ id: `t${number}`, text }));

  it.each([
    ['other texts without ids', texts.slice(0, 3), [{ text: '甲' }, ...texts.slice(0, 3)]],
    ['a text that was edited in the middle', named, named.with(1, { id: 't1', text: '貳' })],
    ['the last text edited', named, named.with(4, { id: 't4', text: '伍' })],
    ['an id that was changed in the middle', named, named.with(1, { id: 'other', text: '二' })],
    ['fewer texts', named, named.slice(0, 4)],
  ])('refuses to go on with %s, and keeps what is there', async (name, before, now) => {
    await embed(linesOf(before), `${name}.jsonl`);
    const whole = await readFile(at(`${name}.jsonl`));
    await expect(embed(linesOf(now), `${name}.jsonl`)).rejects.toMatchObject({
      code: 'embedding-file-invalid',
      message: expect.stringMatching(/was begun from other texts.*delete the file or choose another --out/u) as string,
    });
    expect((await readFile(at(`${name}.jsonl`))).equals(whole)).toBe(true);
    await embed(linesOf(before), `${name}.jsonl`);
  });

  it('goes on with the same texts and more', async () => {
    await embed(linesOf(named.slice(0, 3)), 'grown.jsonl');
    expect(await embed(linesOf(named), 'grown.jsonl')).toMatchObject({ texts: 5, before: 3 });
    await embed(linesOf(named), 'at-once.jsonl');
    expect(await readFile(at('grown.jsonl'), 'utf8')).toBe(await readFile(at('at-once.jsonl'), 'utf8'));
  });

  it('goes on after ids of any length', async () => {
    const long = named.map(({ id, text }) => ({ id: `${id}${'長'.repeat(5_000)}`, text }));
    await embed(linesOf(long), 'long.jsonl');
    const whole = await readFile(at('long.jsonl'));
    await truncate(at('long.jsonl'), whole.length - 1);
    expect(await embed(linesOf(long), 'long.jsonl')).toMatchObject({ before: 4 });
    expect((await readFile(at('long.jsonl'))).equals(whole)).toBe(true);
    const refused = embed(linesOf(long.slice(1)), 'long.jsonl');
    await expect(refused).rejects.not.toThrow('長');
  });
});
