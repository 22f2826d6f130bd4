import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import type { QueryEmbedder } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';
import { retrieve } from './retrieve.js';
import { retrieveMany } from './retrieve-many.js';
import { aGraph, anArticle, at, indexOf } from './testing/graph-fixture.js';

const articles = ['deposit of the tenant', 'notice before the lease ends'].map((text, index) =>
  anArticle({ number: String(index + 1), text }),
);
const vectors = new Map(articles.map(({ id }, index) => [id, at(90 * index)]));
const reader = new InMemoryGraphReader(indexOf(aGraph({ nodes: articles, vectors })));

/** An embedder that points at the article of a query, and the texts of each call. */
function anEmbedder() {
  const calls: (readonly string[])[] = [];
  const embedQuery: QueryEmbedder = async (texts, _space, roles) => {
    calls.push(texts);
    return texts.map((text) => Object.fromEntries(roles.map((role) => [role, at(text.includes('notice') ? 90 : 0)])));
  };
  return { calls, embedQuery };
}

const requests = (['deposit', 'notice', 'deposit back'] as const).map((query): RetrieveRequest => ({
  query,
  mode: 'dense',
  topK: 2,
}));
const ranked = ({
  results,
}: {
  readonly results: readonly { readonly score: number; readonly article: { id: string } }[];
}) => results.map(({ article, score }) => [article.id, score]);

describe('retrieveMany', () => {
  it('answers each query as it is answered alone, and embeds all in one call', async () => {
    const { calls, embedQuery } = anEmbedder();
    const many = await retrieveMany(reader, { embedQuery }, requests);
    expect(calls).toEqual([['deposit', 'notice', 'deposit back']]);
    const alone = await Promise.all(requests.map((request) => retrieve(reader, { embedQuery }, request)));
    expect(many.map(ranked)).toEqual(alone.map(ranked));
  });

  it('does not wait for queries that embed nothing', async () => {
    const { calls, embedQuery } = anEmbedder();
    const mixed = requests.map((request, index) => (index === 1 ? { ...request, mode: 'bm25' as const } : request));
    expect(await retrieveMany(reader, { embedQuery }, mixed)).toHaveLength(3);
    expect(calls).toEqual([['deposit', 'deposit back']]);
  });

  it('rejects as the embedder does, and leaves nobody waiting', async () => {
    const failure = new Error('The model is away.');
    await expect(retrieveMany(reader, { embedQuery: () => Promise.reject(failure) }, requests)).rejects.toBe(failure);
  });
});
