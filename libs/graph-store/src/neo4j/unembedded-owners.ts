import { type ArticleNode, type Build, embeddingSpaceId, passageOf } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { Unembedded } from '../graph-draft.js';
import type { Page } from '../statute-store.js';
import type { BuildFacts } from './build-node.js';
import type { Cypher } from './connection.js';
import { spaceHashOf } from './space-hash.js';
import { spaceOf } from './space-of.js';
import { activeMark } from './statements/embedding/active-mark.js';
import { newUnembeddedNodes } from './statements/embedding/new-unembedded-nodes.js';
import { newUnembeddedQuestions } from './statements/embedding/new-unembedded-questions.js';
import { unembeddedNodes } from './statements/embedding/unembedded-nodes.js';
import { unembeddedQuestions } from './statements/embedding/unembedded-questions.js';

type Passage = { readonly owner: string } & Pick<ArticleNode, 'statuteTitle' | 'headingPath' | 'text'>;

/** Live nodes and all questions of a build without a vector of its space, in order of owner. */
export async function unembeddedOwners(
  cypher: Cypher,
  build: Build,
  { after = '', upTo, limit }: Page & { readonly upTo?: string },
): Promise<readonly Unembedded[]> {
  const { graph, number } = build;
  const parameters = { graph, number, space: spaceHashOf(spaceOf(build)), after, upTo, limit };
  const [ofNodes, ofQuestions] = (await isOnlyNew(cypher, build))
    ? [newUnembeddedNodes, newUnembeddedQuestions]
    : [unembeddedNodes, unembeddedQuestions];
  const nodes = await cypher.rows<Passage>(ofNodes, parameters);
  const questions = await cypher.rows<{ owner: string; text: string }>(ofQuestions, parameters);
  const missing: Unembedded[] = [
    ...nodes.map((node) => ({ owner: node.owner, role: 'passage' as const, text: passageOf(node) })),
    ...questions.map(({ owner, text }) => ({ owner, role: 'question' as const, text })),
  ];
  return missing.sort((one, other) => byCodeUnits(one.owner, other.owner)).slice(0, limit);
}

/**
 * Whether the build can lack only vectors of rows that it opened itself: one made, in the same space, from a build that was seen to lack none.
 * Links are never deleted, so that stays true until the build gets other rows.
 */
async function isOnlyNew(cypher: Cypher, { graph, settings, space }: Build): Promise<boolean> {
  const [active] = await cypher.rows<{ embedded: boolean; facts: string }>(activeMark, { graph });
  if (!active?.embedded || settings.from !== 'active' || !space) return false;
  const { space: before } = JSON.parse(active.facts) as BuildFacts;
  return before !== undefined && embeddingSpaceId(before) === embeddingSpaceId(space);
}
