import { createHash } from 'node:crypto';
import { namedObject } from '@lexhop/foundation';
import { statuteLanguages } from '@lexhop/statutes';
import { z } from 'zod';

/** How fine a node is: a whole article (條), or one of its paragraphs (項). */
export const nodeLevelSchema = z.enum(['article', 'paragraph']).meta({ id: 'NodeLevel' });

/** A vertex of the graph: one article, or one of its paragraphs. */
export const articleNodeSchema = namedObject('ArticleNode', {
  /** `J0070017:87-1`; of a paragraph `J0070017:87-1#2`. Unique within one build of one graph. */
  id: z.string().min(1).max(200),
  level: nodeLevelSchema,
  statuteId: z.string().min(1),
  statuteTitle: z.string(),
  /** `87-1` */
  number: z.string().min(1),
  /** 1-based; only on paragraphs. */
  paragraph: z.number().int().positive().optional(),
  /** Outermost first. */
  headingPath: z.array(z.string()),
  text: z.string(),
  language: z.enum(statuteLanguages),
  /** Its text is only （刪除）: kept, never drafted, not retrieved by default. */
  repealed: z.boolean(),
  /** Its statute was set aside as a whole. */
  abolished: z.boolean(),
  /** ISO date of the statute's last amendment. */
  modifiedOn: z.string().optional(),
  url: z.string().optional(),
  /** Place in its statute, 0-based, in numeric order of articles; a paragraph follows its article. */
  position: z.number().int().nonnegative(),
  /** sha256, hex, of what a rebuild must redo work for: see {@link contentHashOf}. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ArticleNode = Readonly<z.infer<typeof articleNodeSchema>>;

/** The id of an article's node. */
export function articleId(statuteId: string, number: string): string {
  return `${statuteId}:${number}`;
}

/** The id of a paragraph's node; paragraphs count from 1. */
export function paragraphId(statuteId: string, number: string, paragraph: number): string {
  return `${articleId(statuteId, number)}#${paragraph}`;
}

/** The node of the article that a node is, or is part of. */
export function articleIdOf(nodeId: string): string {
  const hash = nodeId.indexOf('#');
  return hash < 0 ? nodeId : nodeId.slice(0, hash);
}

/** The statute that a node is of, by the node's id. */
export function statuteIdOf(nodeId: string): string {
  return nodeId.slice(0, nodeId.lastIndexOf(':'));
}

/** Sorts after every node id of a statute: article numbers have only letters, digits, hyphens and dots. */
const afterAll = '\uffff';

/** The range of ids that holds all nodes of a statute, both ends included. */
export function idsOfStatute(statuteId: string): { readonly from: string; readonly to: string } {
  return { from: `${statuteId}:`, to: `${statuteId}:${afterAll}` };
}

/** The articles among the nodes of a statute, in order of position. */
export function articlesInOrder(nodes: readonly ArticleNode[]): readonly ArticleNode[] {
  return nodes.filter(({ level }) => level === 'article').toSorted((one, other) => one.position - other.position);
}

/** Whether a node is drafted, embedded and retrieved: neither repealed nor of an abolished statute. */
export function isLive(node: Pick<ArticleNode, 'repealed' | 'abolished'>): boolean {
  return !node.repealed && !node.abolished;
}

/**
 * The content hash of a node: title, headings and text, as they are embedded and drafted from.
 * Positions, URLs and dates are not in it: they change without changing what the article says.
 */
export function contentHashOf(node: Pick<ArticleNode, 'statuteTitle' | 'headingPath' | 'text'>): string {
  const parts = [node.statuteTitle, ...node.headingPath, '', node.text];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** The text of a node as it is embedded: `title headings：text`. */
export function passageOf(node: Pick<ArticleNode, 'statuteTitle' | 'headingPath' | 'text'>): string {
  return `${[node.statuteTitle, ...node.headingPath].join(' ')}：${node.text}`;
}
