import {
  articleIdOf,
  type ArticleNode,
  type GraphReader,
  statedByTargetKinds,
  type StatedKind,
  statedKinds,
} from '@lexhop/graph-model';

/** How far to look for dependents, and how many to name. */
export interface ImpactRequest {
  /** How many edges to follow; 1 gives the articles that depend on the article directly. */
  readonly depth: number;
  /** The most articles that are named of each kind at each depth. */
  readonly most: number;
}

/** An article that depends on another (docs/words.md: impact). */
export interface Dependent {
  readonly article: Pick<ArticleNode, 'id' | 'statuteId' | 'statuteTitle' | 'number' | 'language'>;
  /** The words that state it; for `defines` the terms. */
  readonly words: string;
  /** Id of the article, one edge nearer, that it depends on. */
  readonly through: string;
}

/** The articles that depend on an article by one kind of edge, at one depth. `count` counts all of them. */
export interface ImpactGroup {
  readonly kind: StatedKind;
  readonly depth: number;
  readonly count: number;
  /** At most as many as were asked for, the first by id. */
  readonly dependents: readonly Dependent[];
}

/** What depends on an article in one build. */
export interface Impact {
  readonly build: number;
  /** By depth, and at each depth in the order of `statedKinds`; without empty groups. */
  readonly groups: readonly ImpactGroup[];
  /** How many articles were not followed further, because there were too many. */
  readonly cut: number;
}

/** The most articles that one search follows; a hundred take some milliseconds. */
const mostLookedAt = 1_000;

/** Kinds whose target depends on the source: orders on their law, uses on their definition. Of every other kind the source depends on the target. */
const targetDepends: ReadonlySet<StatedKind> = new Set(statedByTargetKinds);

/**
 * Finds the articles that depend on an article: they cite it, punish its breach, apply or except it, are made under it, or use a term that it
 * defines. Then finds those that depend on these, up to `depth` edges away. Each article comes at its least depth only, once for each kind.
 * Paragraphs count as their articles.
 */
export async function impactOf(reader: GraphReader, id: string, { depth, most }: ImpactRequest): Promise<Impact> {
  const reached = new Set([articleIdOf(id)]);
  const groups: ImpactGroup[] = [];
  let [looked, cut] = [0, 0];
  let frontier = [articleIdOf(id)];
  for (let at = 1; at <= depth && frontier.length > 0; at++) {
    const lookedAt = frontier.slice(0, mostLookedAt - looked);
    looked += lookedAt.length;
    cut += frontier.length - lookedAt.length;
    const found = (await dependentsOf(reader, lookedAt)).filter((each) => !reached.has(each.id));
    groups.push(...(await groupsOf(reader, found, { depth: at, most })));
    frontier = [...new Set(found.map((each) => each.id))].toSorted();
    for (const each of frontier) reached.add(each);
  }
  return { build: reader.build.number, groups, cut };
}

interface Found {
  readonly id: string;
  readonly kind: StatedKind;
  readonly words: string;
  readonly through: string;
}

/** The articles that depend on the given ones or on their paragraphs, each once for each kind, in order of id. */
async function dependentsOf(reader: GraphReader, articles: readonly string[]): Promise<readonly Found[]> {
  const parts = (await reader.edgesOf(articles, ['hierarchy'])).flatMap((edge) =>
    edge.kind === 'hierarchy' && edge.relation === 'contains' ? [edge.target] : [],
  );
  const wanted = new Set(articles);
  const found = new Map<string, Found>();
  for (const edge of await reader.edgesOf([...articles, ...parts], statedKinds)) {
    if (edge.kind === 'question' || edge.kind === 'hierarchy') continue;
    const [near, far] = targetDepends.has(edge.kind) ? [edge.source, edge.target] : [edge.target, edge.source];
    const [through, id] = [articleIdOf(near), articleIdOf(far)];
    const key = `${id} ${edge.kind}`;
    if (wanted.has(through) && id !== through && !found.has(key))
      found.set(key, { id, kind: edge.kind, words: edge.text, through });
  }
  return [...found.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

async function groupsOf(
  reader: GraphReader,
  found: readonly Found[],
  { depth, most }: ImpactRequest,
): Promise<readonly ImpactGroup[]> {
  const byKind = statedKinds.map((kind) => ({ kind, all: found.filter((each) => each.kind === kind) }));
  const named = byKind.flatMap(({ all }) => all.slice(0, most).map(({ id }) => id));
  const nodes = await reader.nodes([...new Set(named)]);
  const articles = new Map(
    nodes.map(({ id, statuteId, statuteTitle, number, language }) => [
      id,
      { id, statuteId, statuteTitle, number, language },
    ]),
  );
  return byKind
    .filter(({ all }) => all.length > 0)
    .map(({ kind, all }) => ({
      kind,
      depth,
      count: all.length,
      dependents: all.slice(0, most).flatMap(({ id, words, through }) => {
        const article = articles.get(id);
        return article ? [{ article, words, through }] : [];
      }),
    }));
}
