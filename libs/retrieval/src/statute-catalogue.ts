import type { ArticleNode } from '@lexhop/graph-model';
import type { GraphReader } from '@lexhop/graph-store';
import { type NamedStatute, statuteNames, type StatuteNames } from '@lexhop/query-understanding';

/** What a build's statutes are called, and the language that most of them are in. */
export interface StatuteCatalogue {
  readonly names: StatuteNames;
  readonly language: ArticleNode['language'];
}

/** The articles whose definitions of short names are read: those that say 以下簡稱 most. */
const mostDefining = 500;
const everything = { includeRepealed: true } as const;
const definition = /[（(](?:以下|下)?簡?稱[為「『]*(?<name>[\p{Script=Han}]{2,12})[」』]?[）)]/gu;

/** Looks through a build for its statutes and the short names that their texts define. One pass, some milliseconds a thousand statutes. */
export async function statuteCatalogue(reader: GraphReader): Promise<StatuteCatalogue> {
  const { statutes, languages } = await statutesOf(reader);
  const language = [...languages].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 'zh-Hant';
  const script = language === 'zh-Hans' ? 'zh-Hans' : 'zh-Hant';
  const titles = statuteNames(statutes, script);
  const shortNames = await definedNames(reader, titles);
  const named = statutes.map((statute) => ({ ...statute, shortNames: shortNames.get(statute.id) ?? [] }));
  return { names: shortNames.size > 0 ? statuteNames(named, script) : titles, language };
}

/** By the first node of each statute: ids of nodes begin with their statute's, so that the rest of it can be passed over. */
async function statutesOf(reader: GraphReader) {
  const statutes = new Map<string, NamedStatute>();
  const languages = new Map<StatuteCatalogue['language'], number>();
  let after: string | undefined;
  for (;;) {
    const [node] = await reader.listNodes({ ...(after !== undefined && { after }), limit: 1 }, everything);
    if (!node) return { statutes: [...statutes.values()], languages };
    const { id, statuteId, statuteTitle: title, language } = node;
    if (!statutes.has(statuteId)) languages.set(language, (languages.get(language) ?? 0) + 1);
    statutes.set(statuteId, { id: statuteId, title });
    after = id.startsWith(`${statuteId}:`) ? `${statuteId}:\u{10ffff}` : id;
  }
}

/** 政府採購法（以下簡稱採購法）, by statute. 本法 and its like mean another statute in each text. */
async function definedNames(reader: GraphReader, names: StatuteNames): Promise<ReadonlyMap<string, readonly string[]>> {
  const hits = await reader.searchText('以下簡稱', mostDefining, { ...everything, incomingQuestions: false });
  const found = new Map<string, readonly string[]>();
  for (const { text } of await reader.nodes(hits.map(({ id }) => id))) {
    for (const match of text.matchAll(definition)) {
      const name = match.groups?.['name'] ?? '';
      const statute = /^[本該该同前]/.test(name) ? undefined : titleBefore(text, match.index, names);
      if (statute !== undefined) found.set(statute, [...(found.get(statute) ?? []), name]);
    }
  }
  return found;
}

/** The statute whose title ends right here. */
function titleBefore(text: string, end: number, names: StatuteNames): string | undefined {
  for (let start = Math.max(0, end - 40); start < end - 1; start++) {
    const match = names.nameAt(text, start);
    if (match?.end === end) return match.statuteId;
  }
  return undefined;
}
