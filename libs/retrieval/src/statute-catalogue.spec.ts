import type { ArticleNode } from '@lexhop/graph-model';
import { describe, expect, it } from 'vitest';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { catalogueOf } from './statute-catalogue.js';
import { aGraph, anArticle, indexOf } from './testing/graph-fixture.js';

const idOf = async (name: string, title: string, text: string, language: ArticleNode['language']) => {
  const commerce = anArticle({ statuteId: 'E', statuteTitle: title, number: '1', language });
  const rules = anArticle({ statuteId: 'R', statuteTitle: '施行規則', number: '1', text, language });
  const reader = new InMemoryGraphReader(indexOf(aGraph({ nodes: [commerce, rules], questions: [], edges: [] })));
  return (await catalogueOf(reader)).names.idOf(name);
};

describe('the short names that texts define', () => {
  it.each([
    ['电商法', '电子商务法', '依照电子商务法（以下简称电商法）的规定。', 'zh-Hans'],
    ['电商法', '电子商务法', '依照《电子商务法》（以下简称“电商法”）的规定。', 'zh-Hans'],
    ['電商法', '臺灣地區電子商務法', '依台灣地區電子商務法（以下簡稱電商法）規定。', 'zh-Hant'],
    ['電商法', '電子商務法', '依電子商務法(以下稱「電商法」)規定。', 'zh-Hant'],
  ] as const)('are known: %s of %s', async (name, title, text, language) => {
    expect(await idOf(name, title, text, language)).toBe('E');
  });

  it('mean nothing of their own where they only point back', async () => {
    expect(await idOf('本法', '電子商務法', '依電子商務法（以下簡稱本法）規定。', 'zh-Hant')).toBeUndefined();
  });
});
