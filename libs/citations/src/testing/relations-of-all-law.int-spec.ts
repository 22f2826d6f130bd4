import { createReadStream } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { allLaw } from '@lexhop/foundation/testing';
import { type DefinedTerm, definedTerms, definitionUses, readRelations, statuteTitles } from '../index.js';
import { readStatutes, type Statute } from '@lexhop/statutes';
import { type MotherArticles, motherArticles } from './mother-articles.js';

const paths = { laws: allLaw('ChLaw.json.gz'), orders: allLaw('ChOrder.json.gz') };

async function statutesOf(path: string | undefined): Promise<readonly Statute[]> {
  const statutes: Statute[] = [];
  for await (const event of readStatutes(createReadStream(path ?? ''), { fileName: path ?? '' })) {
    if (event.kind === 'statute') statutes.push(event.statute);
  }
  return statutes;
}

type Counts = Record<string, number>;

function count(counts: Counts, name: string, more = 1): void {
  counts[name] = (counts[name] ?? 0) + more;
}

/** How many relations of each kind are stated, and in how many articles. */
function relationCounts(statutes: readonly Statute[]): Readonly<Counts> {
  const counts: Counts = {};
  for (const { text } of statutes.flatMap(({ articles }) => articles)) {
    const kinds = readRelations(text).map(({ kind }) => kind);
    for (const kind of kinds) count(counts, kind);
    for (const kind of new Set(kinds)) count(counts, `articles with ${kind}`);
  }
  return counts;
}

function readArticles({ id, articles }: Statute) {
  return articles.map(({ number, text }) => ({ id: `${id}:${number}`, text }));
}

describe.skipIf(paths.laws === undefined || paths.orders === undefined)('the relations in all Taiwanese law', () => {
  let laws: readonly Statute[] = [];
  let orders: readonly Statute[] = [];
  let mothers: ReadonlyMap<string, MotherArticles> = new Map();

  beforeAll(async () => {
    [laws, orders] = await Promise.all([statutesOf(paths.laws), statutesOf(paths.orders)]);
    const all = [...laws, ...orders];
    const titles = statuteTitles(all);
    const states = new Map(
      all.flatMap(({ id, abolished, articles }) =>
        articles.map(
          ({ number, repealed }) => [`${id}:${number}`, abolished || repealed ? 'repealed' : 'in-force'] as const,
        ),
      ),
    );
    mothers = new Map(
      orders.map((order) => [order.id, motherArticles(order, titles, (id, article) => states.get(`${id}:${article}`))]),
    );
  }, 300_000);

  it('are as many of each kind as they were counted', { timeout: 300_000 }, () => {
    expect(relationCounts(laws)).toMatchInlineSnapshot(`
      {
        "applies": 2257,
        "articles with applies": 2019,
        "articles with defines": 2288,
        "articles with delegates": 4735,
        "articles with excepts": 1618,
        "articles with made-under": 240,
        "articles with penalises": 1705,
        "defines": 4237,
        "delegates": 5177,
        "excepts": 1886,
        "made-under": 240,
        "penalises": 4338,
      }
    `);
    expect(relationCounts(orders)).toMatchInlineSnapshot(`
      {
        "applies": 3587,
        "articles with applies": 3265,
        "articles with defines": 18653,
        "articles with delegates": 556,
        "articles with excepts": 3109,
        "articles with made-under": 8443,
        "articles with penalises": 210,
        "defines": 29915,
        "delegates": 577,
        "excepts": 3374,
        "made-under": 8443,
        "penalises": 514,
      }
    `);
  });

  it('lead nine of ten orders in force to their mother article', () => {
    const counts: Counts = {};
    for (const { id, abolished } of orders) {
      const { found, missing } = mothers.get(id) ?? { found: [] };
      const articles = new Set(found.map(({ statuteId, article }) => `${statuteId}:${article}`)).size;
      count(counts, `${abolished ? 'abolished' : 'in force'}: ${missing ?? (articles > 1 ? 'several' : 'one')}`);
    }
    expect(counts).toMatchInlineSnapshot(`
      {
        "abolished: no-article": 5,
        "abolished: not-said": 1179,
        "abolished: one": 847,
        "abolished: repealed": 741,
        "abolished: several": 118,
        "abolished: unknown-article": 81,
        "abolished: unknown-statute": 182,
        "in force: no-article": 2,
        "in force: not-said": 604,
        "in force: one": 5683,
        "in force: repealed": 40,
        "in force: several": 673,
        "in force: unknown-article": 9,
        "in force: unknown-statute": 57,
      }
    `);
  });

  it('tie defined terms to the articles that use them', { timeout: 300_000 }, () => {
    const termsOf = new Map(laws.map((law) => [law.id, definedTerms(readArticles(law))]));
    const counted = (statutes: readonly Statute[], definitionsOf: (statute: Statute) => Iterable<DefinedTerm>) => {
      const counts: Counts = {};
      for (const statute of statutes) {
        const uses = definitionUses(definitionsOf(statute), readArticles(statute));
        count(counts, 'uses', uses.length);
      }
      return counts;
    };
    const motherTerms = ({ id }: Statute) => {
      const statutes = new Set(mothers.get(id)?.found.map(({ statuteId }) => statuteId));
      return [...statutes].flatMap((statute) => termsOf.get(statute) ?? []);
    };
    expect([...termsOf.values()].flat().length).toMatchInlineSnapshot(`2949`);
    expect(counted(laws, ({ id }) => termsOf.get(id) ?? [])).toMatchInlineSnapshot(`
      {
        "uses": 28928,
      }
    `);
    expect(counted(orders, (order) => [...definedTerms(readArticles(order)), ...motherTerms(order)]))
      .toMatchInlineSnapshot(`
      {
        "uses": 166448,
      }
    `);
  });
});
