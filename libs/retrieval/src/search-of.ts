import type { GraphReader } from '@lexhop/graph-model';
import { phrasesOf } from '@lexhop/query-understanding';
import type { Understood } from './query-reader.js';
import { averageOf, type QueryEmbedder } from './query-vectors.js';
import { filterOf, type Probe, type Search } from './search.js';
import type { Strategy } from './strategies.js';

interface Asked extends Pick<Search, 'request' | 'policy' | 'reasoner'> {
  readonly strategy: Strategy;
  readonly understood: Understood | undefined;
}

const takenAsItIs: Understood = {
  reading: { references: [], issues: [] },
  namesOnly: false,
  isForeign: false,
  notes: [],
};

/** What the lists are searched for: the query, translated where it was, and the phrases of its reading, embedded apart and averaged. */
export async function searchOf(reader: GraphReader, embedQuery: QueryEmbedder, asked: Asked): Promise<Search> {
  const { request, policy, strategy, reasoner } = asked;
  const { reading, namesOnly, isForeign } = (strategy.reads ? asked.understood : undefined) ?? takenAsItIs;
  const text = reading.translation || request.query;
  const phrases = searchedPhrases(strategy, reading);
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

function searchedPhrases({ reads }: Strategy, reading: Understood['reading']): readonly string[] {
  return reads === 'issues' ? phrasesOf(reading) : [];
}

/**
 * A few general words say less than a long question: measured, they then cost nothing (docs/measurements.md). A query that can't be
 * compared with the statutes leaves all to its reading.
 */
function shareOfReading(
  phrases: readonly string[],
  text: string,
  { most, isForeign }: { readonly most: number; readonly isForeign: boolean },
) {
  if (phrases.length === 0) return 0;
  return isForeign ? 1 : most * Math.min(1, phrases.join('').length / text.length);
}
