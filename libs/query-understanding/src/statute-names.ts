import { inScript } from '@lexhop/statutes';
import { commonNames } from './common-names.js';

/** A statute of a graph, and what else it is called there. */
export interface NamedStatute {
  readonly id: string;
  readonly title: string;
  /** Short names that the graph's own texts define: 政府採購法（以下簡稱採購法）. */
  readonly shortNames?: readonly string[];
}

/** Every name that a graph's statutes are called by in queries. */
export interface StatuteNames {
  /**
   * The statute whose name begins exactly here, by the longest name that does, in a text that `asWritten` made. Undefined where none
   * does, or where the name is part of a longer word (民法 in 國民法官, act in contract).
   */
  nameAt(text: string, start: number): { readonly statuteId: string; readonly end: number } | undefined;
  /** The one statute of the graph; absent where it has several. */
  readonly only?: string;
  /** A query as the names are written: full-width forms as their usual ones, in the graph's script, lower case, 台 as 臺. */
  asWritten(query: string): string;
}

/**
 * The names of a graph's statutes: titles, titles without the state's name, the short names defined in their texts, common short names and
 * English titles, and ids. A title comes before a short name; a short name that two statutes share means neither.
 */
export function statuteNames(statutes: readonly NamedStatute[], script: 'zh-Hant' | 'zh-Hans'): StatuteNames {
  const ids = new Map<string, string | undefined>();
  for (const statute of statutes) {
    for (const name of otherNamesOf(statute)) {
      const held = ids.has(name) ? ids.get(name) : statute.id;
      ids.set(name, held === statute.id ? held : undefined);
    }
  }
  for (const { id, title } of statutes) ids.set(written(title), id);
  const byBeginning = longestFirst([...ids].filter((entry): entry is [string, string] => entry[1] !== undefined));
  const [first, ...others] = statutes;
  return {
    nameAt: (text, start) => {
      const names = byBeginning.get(text.slice(start, start + 2)) ?? [];
      const found = names.find(
        ([name]) => text.startsWith(name, start) && standsAlone(text, start, start + name.length),
      );
      return found && { statuteId: found[1], end: start + found[0].length };
    },
    ...(first && others.length === 0 && { only: first.id }),
    asWritten: (query) => written(inScript(query.normalize('NFKC'), script)),
  };
}

function written(text: string): string {
  return text.toLowerCase().replaceAll('台', '臺');
}

/** Names by their first two letters, so that few are compared at a place. */
function longestFirst(entries: readonly (readonly [string, string])[]) {
  const byBeginning = new Map<string, (readonly [string, string])[]>();
  for (const entry of entries.toSorted(([one], [other]) => other.length - one.length)) {
    const beginning = entry[0].slice(0, 2);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), entry]);
  }
  return byBeginning;
}

/** What may follow a name of Han characters without making a longer word of it: 民法第, 民法的, 民法規定; not 民法官, 民法施行法. */
const mayFollow =
  /^(?:$|[^\p{Script=Han}]|[第的之中上內里裡與和及或是對有裏]|規定|规定|關於|关于|怎|如何|[0-9〇零一二三四五六七八九十百])/u;

function standsAlone(text: string, start: number, end: number): boolean {
  if (/\p{Script=Han}/u.test(text[end - 1] ?? '')) return mayFollow.test(text.slice(end, end + 2));
  return !/\w/.test(text[start - 1] ?? '') && !/[\w]/.test(/[0-9]/.test(text[end] ?? '') ? '' : (text[end] ?? ''));
}

function otherNamesOf({ id, title, shortNames = [] }: NamedStatute): readonly string[] {
  const withoutState = title.replace(/^(?:中华人民共和国|中華人民共和國|中華民國)(?=.{2})/, '');
  const common = [...(commonNames[title] ?? []), ...(commonNames[withoutState] ?? [])];
  return [...new Set([id, withoutState, ...shortNames, ...common])].map(written).filter((name) => name.length > 1);
}
