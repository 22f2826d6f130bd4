import type { ReadNode } from '@lexhop/edge-matching';
import type { ArticleNode } from '@lexhop/graph-model';
import { citationReader, readRelations, type StatuteTitle, type StatuteTitles } from '@lexhop/citations';

/** A statute as its texts are read, with its articles beside them. */
export type CitingStatute = Parameters<typeof citationReader>[0];

/** Nodes whose texts are read in another thread. */
export interface NodesAside {
  readonly statute: CitingStatute;
  /** All statutes that they may name. */
  readonly named: readonly StatuteTitle[];
  readonly nodes: readonly ArticleNode[];
}

/** The citations and relations of a text. */
export type TextRead = Omit<ReadNode, 'node'>;

/** Makes a function that reads the nodes of a statute, one at a time. */
export function textReader(statute: CitingStatute, titles: StatuteTitles): (node: ArticleNode) => TextRead {
  const reader = citationReader(statute, titles);
  return ({ number, paragraph, text }) => ({
    citations: paragraph === undefined ? reader.read(number) : reader.readParagraph(number, paragraph, text),
    relations: readRelations(text),
  });
}
