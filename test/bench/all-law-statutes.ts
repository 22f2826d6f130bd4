import { createReadStream } from 'node:fs';
import { allLaw } from '@lexhop/foundation/testing';
import { articleNodesOf } from '@lexhop/graph-statutes';
import type { ArticleNode } from '@lexhop/graph-model';
import { readStatutes, type Statute } from '@lexhop/statutes';

/** All of Taiwanese law, the laws first; undefined, and said, where this machine lacks it. */
export function allLawStatutes(): AsyncIterable<Statute> | undefined {
  const [laws, orders] = [allLaw('ChLaw.json.gz'), allLaw('ChOrder.json.gz')];
  return laws === undefined || orders === undefined ? undefined : statutesIn(laws, orders);
}

/** The statutes of files, one after another. */
export async function* statutesIn(...files: readonly string[]): AsyncIterable<Statute> {
  for (const file of files)
    for await (const event of readStatutes(createReadStream(file), { fileName: file }))
      if (event.kind === 'statute') yield event.statute;
}

/** The articles of a statute; not their paragraphs. */
export function articlesOf(statute: Statute): readonly ArticleNode[] {
  return articleNodesOf(statute).filter(isArticle);
}

/** Whether a node is an article, not a paragraph of one. */
export function isArticle({ level }: ArticleNode): boolean {
  return level === 'article';
}
