import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './index/in-memory-graph-reader.js';
import { retrieve } from './retrieve.js';
import { aBuild, aGraph, anArticle, indexOf } from './testing/graph-fixture.js';
import { sharedFile } from './testing/shared-files.js';

interface CorpusLine {
  readonly id: string;
  readonly law: string;
  readonly chapter: string;
  readonly text: string;
}

interface QueryLine {
  readonly query: string;
  readonly lang: string;
  readonly type: string;
  readonly gold: readonly string[];
}

const corpus = sharedFile('eval', 'tw-everyday', 'corpus.jsonl');
const queries = sharedFile('eval', 'tw-everyday', 'queries.dev.jsonl');

async function readLines<Line>(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

function articleOf({ id, law, chapter, text }: CorpusLine) {
  const [statuteId = '', number = ''] = id.split(':');
  return anArticle({ statuteId, number, statuteTitle: law, headingPath: chapter ? [chapter] : [], text });
}

describe.skipIf(!corpus || !queries)('BM25 over 2,711 articles of everyday statutes', () => {
  it('finds at least 36 % of the gold articles of the Chinese multi-article queries among its first 10', async () => {
    const nodes = (await readLines<CorpusLine>(corpus ?? '')).map(articleOf);
    expect(nodes).toHaveLength(2711);
    const reader = new InMemoryGraphReader(indexOf(aGraph({ build: aBuild(), nodes })));
    const multi = (await readLines<QueryLine>(queries ?? '')).filter(
      ({ lang, type }) => lang === 'zh' && type === 'multi',
    );
    expect(multi).toHaveLength(24);
    let recall = 0;
    for (const { query, gold } of multi) {
      const { results } = await retrieve(reader, async () => ({}), { query, mode: 'bm25', topK: 10 });
      const found = new Set(results.map(({ article }) => article.id));
      recall += gold.filter((id) => found.has(id)).length / gold.length / multi.length;
    }
    console.info(`BM25 R@10 on ${multi.length} queries: ${(recall * 100).toFixed(1)} %`);
    expect(recall * 100).toBeGreaterThanOrEqual(36);
  });
});
