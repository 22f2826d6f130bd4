import { type ArticleNode, type DefinitionEdge, edgeId } from '@lexhop/graph-model';
import { type DefinedTerm, type DefinitionUse, definitionUses } from '@lexhop/citations';
import { roundScore } from '@lexhop/vectors';

/**
 * Edges from the articles that define terms to the articles of one statute that use them: one for two articles, as heavy as the rarest of their
 * terms. A term that every article uses makes none. In order of user as given, in each the rarest term's first.
 * @param terms of the statute itself and of those that it is made under; of two definitions of a term the first counts
 * @param articles of one statute, all of them
 */
export function definitionEdges(
  terms: readonly DefinedTerm[],
  articles: readonly Pick<ArticleNode, 'id' | 'text'>[],
): readonly DefinitionEdge[] {
  const uses = definitionUses(terms, articles).filter(({ weight }) => roundScore(weight) > 0);
  const byEnds = new Map<string, DefinitionEdge>();
  for (const use of uses) {
    const id = edgeId('defines', use.definedIn, use.usedIn);
    const held = byEnds.get(id);
    byEnds.set(id, held ? { ...held, text: `${held.text}、${use.term}` } : edgeOf(id, use));
  }
  return [...byEnds.values()];
}

function edgeOf(id: string, { definedIn, usedIn, term, weight }: DefinitionUse): DefinitionEdge {
  return { id, kind: 'defines', source: definedIn, target: usedIn, text: term, weight: roundScore(weight) };
}
