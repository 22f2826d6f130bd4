import { type ArticleNode, articleNodeSchema } from '@lexhop/graph-model';

const fields = Object.keys(articleNodeSchema.shape);

/** The node that properties keep, without what else is kept beside it; a property that is not there is a field that is not there. */
export function articleNodeOf(properties: Readonly<Record<string, unknown>>): ArticleNode {
  const kept = fields.map((field) => [field, properties[field]] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined && value !== null)) as ArticleNode;
}
