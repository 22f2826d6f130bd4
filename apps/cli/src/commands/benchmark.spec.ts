import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldOutput } from '../testing/told-output.js';
import { benchmarkCommand } from './benchmark.js';

const corpus = [
  { id: 'p1', title: 'Lothair II', text: 'Lothair II was the son of Ermengarde of Tours.' },
  { id: 'p2', title: 'Ermengarde of Tours', text: 'She died on 20 March 851.' },
  { id: 'p3', title: 'Death in March', text: 'When did a mother die? Her mother died.' },
];
const queries = [{ id: 'q', query: "When did Lothair Ii's mother die?", type: 'compositional', gold: ['p1', 'p2'] }];

describe('lexhop evaluate --benchmark', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'lexhop-benchmark-'));
    const write = (name: string, lines: readonly object[]) =>
      writeFile(join(data, name), lines.map((line) => JSON.stringify(line)).join('\n'));
    await write('corpus.jsonl', corpus);
    await write('queries.dev.jsonl', queries);
  });
  afterAll(() => rm(data, { recursive: true }));

  it('sets what was measured without a model beside what others published, best first', async () => {
    const output = new ToldOutput();
    const modes = ['bm25', 'dense', 'hop'] as const;
    await benchmarkCommand({ environment: {}, output }, { benchmark: '2wiki', data, keep: data, modes });
    const [table = ''] = (output.lines[0] ?? '').split('figures in %');
    const systems = [...table.matchAll(/^\| (.+?) \| ([\d.]+) \|/gm)].map(([, system, recall]) => [system, recall]);
    expect(systems).toContainEqual(['LexHop, hop, no model', '100.0']);
    expect(systems.map(([system]) => system)).toEqual(expect.arrayContaining(['HippoRAG 2', 'PropRAG', 'BridgeRAG']));
    expect(systems.map(([, recall]) => Number(recall))).toEqual(
      systems.map(([, recall]) => Number(recall)).toSorted((one, other) => other - one),
    );
    expect(table).not.toContain('dense');
  });
});
