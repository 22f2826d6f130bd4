import { createReadStream } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Citation, citationReader, statuteTitles } from '../index.js';
import { readStatutes, type Statute } from '@lexhop/statutes';
import { allLaw } from '@lexhop/foundation/testing';

const path = allLaw('ChLaw.json.gz');

interface Cited {
  readonly statute: Statute;
  readonly citation: Citation;
}

async function statutesOf(file: string): Promise<readonly Statute[]> {
  const statutes: Statute[] = [];
  for await (const event of readStatutes(createReadStream(file), { fileName: 'ChLaw.json.gz' })) {
    if (event.kind === 'statute') statutes.push(event.statute);
  }
  return statutes;
}

function citationsOf(statutes: readonly Statute[]): readonly Cited[] {
  const titles = statuteTitles(statutes);
  return statutes.flatMap((statute) => {
    const reader = citationReader(statute, titles);
    return statute.articles.flatMap(({ number }) => reader.read(number).map((citation) => ({ statute, citation })));
  });
}

function nodeIds(statutes: readonly Statute[]): ReadonlySet<string> {
  const ids = statutes.flatMap(({ id, articles }) => [
    id,
    ...articles.flatMap(({ number, paragraphs }) => [
      `${id}:${number}`,
      ...paragraphs.map((paragraph) => `${id}:${number}#${paragraph.number}`),
    ]),
  ]);
  return new Set(ids);
}

describe.skipIf(path === undefined)('the citations in all Taiwanese laws', () => {
  let statutes: readonly Statute[] = [];
  let cited: readonly Cited[] = [];

  beforeAll(async () => {
    statutes = await statutesOf(path ?? '');
    cited = citationsOf(statutes);
  }, 240_000);

  it('are as many of each kind as they were counted', () => {
    const kinds: Record<string, number> = {
      absolute: 0,
      annex: 0,
      range: 0,
      relative: 0,
      statute: 0,
      mutatisMutandis: 0,
      targets: 0,
    };
    for (const { citation } of cited) {
      kinds[citation.kind] = (kinds[citation.kind] ?? 0) + 1;
      if (citation.mutatisMutandis) kinds['mutatisMutandis'] = (kinds['mutatisMutandis'] ?? 0) + 1;
      kinds['targets'] = (kinds['targets'] ?? 0) + citation.targets.length;
    }
    console.info(`citations in ${statutes.length} laws: ${JSON.stringify(kinds)}`);
    expect(kinds).toMatchInlineSnapshot(`
      {
        "absolute": 13200,
        "annex": 153,
        "mutatisMutandis": 2799,
        "range": 1203,
        "relative": 26576,
        "statute": 8208,
        "targets": 67604,
      }
    `);
  });

  it('point at provisions that exist: 99 of 100 in the own statute, 95 of 100 in others', () => {
    const ids = nodeIds(statutes);
    const share = (own: boolean): number => {
      const targets = cited.flatMap(({ statute, citation }) =>
        citation.targets.filter((target) => (target.statuteId === statute.id) === own),
      );
      return targets.filter((target) => ids.has(target.id)).length / targets.length;
    };
    expect(share(true)).toBeGreaterThan(0.99);
    expect(share(false)).toBeGreaterThan(0.95);
  });

  it('do not overlap, and stand in the text they were read from', () => {
    const titles = statuteTitles(statutes);
    const faults = statutes.slice(0, 300).flatMap((statute) => {
      const reader = citationReader(statute, titles);
      return statute.articles.filter(({ number, text }) => {
        let end = 0;
        return reader.read(number).some(({ span }) => {
          const wrong = span.start < end || span.end <= span.start || span.end > text.length;
          end = span.end;
          return wrong;
        });
      });
    });
    expect(faults).toEqual([]);
  });
});
