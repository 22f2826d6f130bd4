import { oncePerKey, pagesOf } from '@lexhop/foundation';
import type { ArticleNode, GraphReader } from '@lexhop/graph-model';
import {
  type NamedStatute,
  resolveStatutes,
  statuteNames,
  type StatuteNames,
  foldName,
} from '@lexhop/query-understanding';

/** What a build's statutes are called, and the language that most of them are in. */
export interface StatuteCatalogue {
  readonly names: StatuteNames;
  readonly language: ArticleNode['language'];
}

/** The articles whose definitions of short names are read: those that say 以下簡稱 most. */
const mostDefining = 500;
const statutesPerPage = 1_000;
const everything = { includeRepealed: true } as const;
/** 「(以下簡稱採購法)」, in a text that {@link StatuteNames.asWritten} has normalised. */
const definition = /[」』》〉]?\((?:以下|下)?[簡简]?[稱称][為为「『“"]*(?<name>[\p{Script=Han}]{2,12})[」』”"]?\)/gu;

const catalogues = new WeakMap<GraphReader, Promise<StatuteCatalogue>>();

/** The catalogue of a reader's build, made at the first call. One that could not be made is made again by the next. */
export function catalogueOf(reader: GraphReader): Promise<StatuteCatalogue> {
  return oncePerKey(catalogues, reader, () => statuteCatalogue(reader));
}

/** The ids of statutes that people name, in a build. Rejects with an UnknownStatutesError, which has the nearest names, where it lacks one. */
export async function statuteIdsOf(reader: GraphReader, given: readonly string[]): Promise<readonly string[]> {
  const { graph, number } = reader.build;
  const { names } = await catalogueOf(reader);
  return resolveStatutes(names, given, { place: `Build ${number} of graph ${graph}`, graph });
}

/** Collects a build's statutes and the short names that their texts define. Takes some milliseconds for a thousand statutes. */
async function statuteCatalogue(reader: GraphReader): Promise<StatuteCatalogue> {
  const { statutes, languages } = await statutesOf(reader);
  const language = [...languages].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 'zh-Hant';
  const script = language === 'zh-Hans' ? 'zh-Hans' : 'zh-Hant';
  const titles = statuteNames(statutes, script);
  const shortNames = await definedNames(reader, titles, language);
  const named = statutes.map((statute) => ({ ...statute, shortNames: shortNames.get(statute.id) ?? [] }));
  return { names: shortNames.size > 0 ? statuteNames(named, script) : titles, language };
}

/** The build's statutes and how many of them are in each language, read from the first node of each statute. */
async function statutesOf(reader: GraphReader) {
  const statutes: NamedStatute[] = [];
  const languages = new Map<StatuteCatalogue['language'], number>();
  const pages = pagesOf({
    limit: statutesPerPage,
    keyOf: ({ id }: ArticleNode) => id,
    read: (after, limit) =>
      reader.listNodes({ ...(after !== undefined && { after }), limit, onePerStatute: true }, everything),
  });
  for await (const page of pages) {
    for (const { statuteId: id, statuteTitle: title, language, abolished } of page) {
      statutes.push({ id, title, abolished });
      languages.set(language, (languages.get(language) ?? 0) + 1);
    }
  }
  return { statutes, languages };
}

/** By statute: the short names that texts define for it, as 採購法 in 政府採購法（以下簡稱採購法）. Left out are 本法 and its like, which mean another statute in each text. */
async function definedNames(
  reader: GraphReader,
  names: StatuteNames,
  language: StatuteCatalogue['language'],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const hits = await reader.searchText('以下簡稱', mostDefining, { ...everything, incomingQuestions: false });
  const found = new Map<string, readonly string[]>();
  for (const node of await reader.nodes(hits.map(({ id }) => id))) {
    // A text in the graph's own script need not be brought into it, which would load a dictionary.
    const text = node.language === language ? foldName(node.text) : names.asWritten(node.text);
    for (const match of text.matchAll(definition)) {
      const name = match.groups?.['name'] ?? '';
      const statute = /^[本該该同前]/.test(name) ? undefined : titleBefore(text, match.index, names);
      if (statute !== undefined) found.set(statute, [...(found.get(statute) ?? []), name]);
    }
  }
  return found;
}

/** The statute whose title ends at a place. */
function titleBefore(text: string, end: number, names: StatuteNames): string | undefined {
  for (let start = Math.max(0, end - 40); start < end - 1; start++) {
    const match = names.nameAt(text, start);
    if (match?.end === end) return match.statuteId;
  }
  return undefined;
}
