import type { ArticleNode } from '@lexhop/graph-model';
import { renewedFields } from '../live-node.js';

/** A node without its text and headings: what decides whether its row stays. */
export type Outline = Omit<ArticleNode, 'text' | 'headingPath' | 'level'>;

/** What of a row is renewed though it stays; undefined where nothing is. */
export function renewedOf(present: Outline, wanted: Outline): Readonly<Record<string, unknown>> | undefined {
  const changed = renewedFields.filter((field) => (present[field] ?? null) !== (wanted[field] ?? null));
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((field) => [field, wanted[field] ?? null]));
}
