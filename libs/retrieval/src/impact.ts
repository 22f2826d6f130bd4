import { namedObject } from '@lexhop/foundation';
import {
  articleIdOf,
  articleNodeSchema,
  type GraphReader,
  statedByTargetKinds,
  type StatedKind,
  statedKinds,
} from '@lexhop/graph-model';
import { z } from 'zod';

/** How far to look for dependents, and how many to name. */
interface ImpactRequest {
  /** How many edges to follow; 1 gives the articles that depend on the article directly. */
  readonly depth: number;
  /** The most articles that are named of each kind at each depth. */
  readonly most: number;
}

/** An article that depends on another (docs/words.md: impact). */
const dependentSchema = namedObject('Dependent', {
  article: articleNodeSchema.pick({ id: true, statuteId: true, statuteTitle: true, number: true, language: true }),
  words: z.string().describe('The words that state it; for kind defines the terms.'),
  through: z.string().describe('Id of the article, one edge nearer, that it depends on.'),
});

const impactGroupSchema = z.object({
  kind: z.enum(statedKinds),
  depth: z.number().int().min(1),
  count: z.number().int().min(1).describe('How many articles depend on it in this way.'),
  dependents: z.array(dependentSchema).readonly().describe('The first of them by id.'),
});
/** The articles that depend on an article by one kind of edge, at one depth. */
type ImpactGroup = Readonly<z.infer<typeof impactGroupSchema>>;

/** What depends on an article in one build. */
export const impactSchema = namedObject('Impact', {
  build: z.number().int(),
  article: z.string().describe('Id of the article that is asked about.'),
  groups: z
    .array(impactGroupSchema)
    .readonly()
    .describe('By depth, at each by kind. An article is told at its least depth, there once for each kind.'),
  cut: z.number().int().min(0).describe('How many articles were not followed further: more than 1,000 were reached.'),
});
type Impact = Readonly<z.infer<typeof impactSchema>>;

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
  const article = articleIdOf(id);
  const reached = new Set([article]);
  const groups: ImpactGroup[] = [];
  let [looked, cut] = [0, 0];
  let frontier = [article];
  for (let at = 1; at <= depth && frontier.length > 0; at++) {
    const lookedAt = frontier.slice(0, mostLookedAt - looked);
    looked += lookedAt.length;
    cut += frontier.length - lookedAt.length;
    const found = (await dependentsOf(reader, lookedAt)).filter((each) => !reached.has(each.id));
    groups.push(...(await groupsOf(reader, found, { depth: at, most })));
    frontier = [...new Set(found.map((each) => each.id))].toSorted();
    for (const each of frontier) reached.add(each);
  }
  return { build: reader.build.number, article, groups, cut };
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
