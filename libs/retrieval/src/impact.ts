import {
  articleIdOf,
  type ArticleNode,
  type GraphReader,
  leadingKinds,
  type StatedKind,
  statedKinds,
} from '@lexhop/graph-model';

export interface ImpactRequest {
  /** How many edges away: 1 is what hangs on the article itself. */
  readonly depth: number;
  /** Most articles that are named of each kind at each depth. */
  readonly most: number;
}

/** An article that hangs on another. */
export interface Dependent {
  readonly article: Pick<ArticleNode, 'id' | 'statuteId' | 'statuteTitle' | 'number' | 'language'>;
  /** The words that say so, of terms the terms. */
  readonly words: string;
  /** The article nearer by, which it hangs on. */
  readonly through: string;
}

/** What hangs on an article in one way, so many edges away. */
export interface ImpactGroup {
  readonly kind: StatedKind;
  readonly depth: number;
  readonly count: number;
  /** The first by id. */
  readonly dependents: readonly Dependent[];
}

export interface Impact {
  readonly build: number;
  /** By depth, at each in the order of `statedKinds`; what is in no group does not hang on the article. */
  readonly groups: readonly ImpactGroup[];
  /** Articles at which it was not looked further, because there were too many. */
  readonly cut: number;
}

/** A search looks on from so many articles at most: some milliseconds a hundred. */
const mostLookedAt = 1_000;

/** On a law hang its orders, on a definition its uses; by every other kind the article whose words they are hangs on the other. */
const leadsOn: ReadonlySet<StatedKind> = new Set(leadingKinds);

/**
 * What hangs on an article: what cites it, punishes its breach, applies or excepts it, is made under it, or uses a term that it defines, and what
 * hangs on those in turn. Each article is told at the least depth, there once for each kind; paragraphs are told as their articles.
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

/** What hangs on articles or on paragraphs of theirs, each once for each kind, in order of id. */
async function dependentsOf(reader: GraphReader, articles: readonly string[]): Promise<readonly Found[]> {
  const parts = (await reader.edgesOf(articles, ['hierarchy'])).flatMap((edge) =>
    edge.kind === 'hierarchy' && edge.relation === 'contains' ? [edge.target] : [],
  );
  const wanted = new Set(articles);
  const found = new Map<string, Found>();
  for (const edge of await reader.edgesOf([...articles, ...parts], statedKinds)) {
    if (edge.kind === 'question' || edge.kind === 'hierarchy') continue;
    const [near, far] = leadsOn.has(edge.kind) ? [edge.source, edge.target] : [edge.target, edge.source];
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
