import type { GraphReader } from '@lexhop/graph-model';
import { phrasesOf } from '@lexhop/query-understanding';
import { takenAsItIs, type Understood } from './query-reader.js';
import { averageOf, type QueryEmbedder } from './query-vectors.js';
import { filterOf, type Probe, type Search } from './search.js';
import type { Strategy } from './strategies.js';

interface Asked extends Pick<Search, 'request' | 'policy' | 'reasoner'> {
  readonly strategy: Strategy;
  /** What was understood of the query; undefined where nobody read it. */
  readonly understood: Understood | undefined;
}

/**
 * Prepares a search: embeds the query and the phrases of its reading, and says how much each counts. A translation takes the place of the query.
 * The phrases are embedded one by one, and their vectors averaged. Rejects as `embedQuery` does.
 */
export async function searchOf(reader: GraphReader, embedQuery: QueryEmbedder, asked: Asked): Promise<Search> {
  const { request, policy, strategy, reasoner } = asked;
  const { reading, namesOnly, isForeign } = asked.understood ?? takenAsItIs;
  const text = reading.translation || request.query;
  const phrases = strategy.reads === 'issues' ? phrasesOf(reading) : [];
  const { space } = reader.build;
  const embeds = space !== undefined && strategy.roles.length > 0;
  const [vectors = {}, ...ofPhrases] = embeds ? await embedQuery([text, ...phrases], space, strategy.roles) : [];
  const whole = namesOnly ? policy.named.shareOfRest : 1;
  const share = shareOfReading(phrases, text, { most: policy.readingShare, isForeign });
  const probe: Probe = { of: 'reading', share: whole * share, text: phrases.join('\n'), vectors: averageOf(ofPhrases) };
  return {
    reader,
    request,
    policy,
    filter: filterOf(request),
    named: reading.references.map(({ id }) => id),
    query: { of: 'query', share: whole * (1 - share), text, vectors },
    reading: share > 0 ? probe : undefined,
    reasoner,
  };
}

/**
 * The reading's share of every entry score, from 0 to 1: `most` times the length of its phrases over the length of the query, at most `most`. So a
 * reading of two general words does not outweigh a long query (decision 12). Where the query can't be compared with the statutes, the share is 1.
 */
function shareOfReading(
  phrases: readonly string[],
  text: string,
  { most, isForeign }: { readonly most: number; readonly isForeign: boolean },
) {
  if (phrases.length === 0) return 0;
  return isForeign ? 1 : most * Math.min(1, phrases.join('').length / text.length);
}
