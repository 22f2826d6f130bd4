import type { ChineseLexer } from './chinese-lexer.js';
import type { ChineseToken } from './chinese-places.js';
import { type NameMatch, NameTrie, type StatuteNames, type StatuteTitles } from './statute-titles.js';
import { gapBetween } from './chinese-mentions.js';
import { instrumentEnding, statuteEnding, statuteEndings, titleStandsAlone } from './instruments.js';

/** The statute whose articles are read: only what naming needs. */
interface NamedStatute {
  readonly id: string;
  readonly title: string;
  readonly articles: readonly { readonly text: string }[];
}

type ShortNames = ReadonlyMap<string, string | undefined>;

/**
 * The names that a statute uses: every title, the short names it defines itself (以下簡稱本法),
 * and 本法, 本條例, 本辦法 for itself. An order that says 本法 without a definition means the statute it was made under.
 */
export function namesIn(statute: NamedStatute, titles: StatuteTitles, lex: ChineseLexer): StatuteNames {
  const names = new NameTrie<string | undefined>();
  for (const [name, id] of selfNames(statute, titles)) names.set(name, id);
  for (const [name, id] of definedNames(statute, titles, lex)) names.set(name, id);
  const shortAt = (text: string, start: number): NameMatch | undefined => {
    const found = names.longestAt(text, start);
    if (found === undefined) return undefined;
    const match = withFurther(text, { statuteId: found.value, end: found.end }, titles);
    return isWholeWord(text, start, match.end) ? match : undefined;
  };
  return {
    mayStartWith: (unit) => names.mayStartWith(unit) || titles.mayStartWith(unit),
    matchAt: (text, start) => {
      const short = shortAt(text, start);
      const title = titles.matchAt(text, start);
      return short !== undefined && short.end > (title?.end ?? 0) ? short : (title ?? short);
    },
  };
}

/** 基本法, 日本法, 成本法, 資本條例: 本 that belongs to the word before it. */
const bound = new Set('基日資根樣版成劇原腳文正副');

function isWholeWord(text: string, start: number, end: number): boolean {
  if (text[start] !== '本') return titleStandsAlone(text, start, end);
  return !bound.has(text[start - 1] ?? '') && titleStandsAlone(text.slice(start, end + 16), 0, end - start);
}

/** 本法施行細則: the statute named by a short name and what follows it. */
function withFurther(text: string, match: NameMatch, titles: StatuteTitles): NameMatch {
  const further = /^施行(?:細則|法|辦法|規則)/.exec(text.slice(match.end, match.end + 4))?.[0];
  if (further === undefined) return match;
  const title = match.statuteId === undefined ? undefined : titles.titleOf(match.statuteId);
  return { statuteId: titles.idOf(`${title ?? ''}${further}`), end: match.end + further.length };
}

const laws = new Set(['法', '條例', '条例', '通則', '憲法', '增修條文', '稅則']);

/** 本法 and its like for the statute itself, and in an order 本法 or 本條例 for the statute it was made under. */
function selfNames(statute: NamedStatute, titles: StatuteTitles): ShortNames {
  const own = statuteEnding(statute.title.replace(/（[^（）]*）$/, ''));
  const isOrder = own !== undefined && !laws.has(own);
  const names = new Map<string, string | undefined>();
  for (const ending of statuteEndings) {
    const enabling = isOrder && ending !== own ? enablingStatute(statute, ending, titles) : statute.id;
    const byLaw = laws.has(ending);
    names.set(`本${ending}`, enabling ?? (byLaw ? undefined : statute.id));
  }
  return names.set(`本${own ?? '法'}`, statute.id);
}

/** The statute that an order was made under: the one its title extends, else the first of that ending in its first article. */
function enablingStatute(statute: NamedStatute, ending: string, titles: StatuteTitles): string | undefined {
  const extended = statute.title.replace(/施行(?:細則|辦法|規則)(?:（[^（）]*）)?$/, '');
  if (extended !== statute.title && extended.endsWith(ending)) return titles.idOf(extended);
  const text = statute.articles[0]?.text ?? '';
  for (let start = 0; start < text.length; start++) {
    const match = titles.mayStartWith(text.charCodeAt(start)) ? titles.matchAt(text, start) : undefined;
    if (match !== undefined && text.slice(start, match.end).endsWith(ending)) return match.statuteId;
    if (match !== undefined) start = match.end - 1;
  }
  return undefined;
}

/** The short names that a statute defines after a title or a provision: 著作權法（以下簡稱本法）. The first definition of a name counts. */
function definedNames(statute: NamedStatute, titles: StatuteTitles, lex: ChineseLexer): ShortNames {
  const names = new Map<string, string | undefined>();
  for (const { text } of statute.articles) {
    if (!/[（(][^（）()\n]{0,66}[稱称]/.test(text)) continue;
    for (const [name, statuteId] of definitionsIn(text, lex(text, titles))) {
      if (!names.has(name)) names.set(name, statuteId);
    }
  }
  return names;
}

/** What each definition in a text names, and the statute whose title, or one of whose provisions, stands right before it. */
function definitionsIn(
  text: string,
  tokens: readonly ChineseToken[],
): readonly (readonly [string, string | undefined])[] {
  const found: (readonly [string, string | undefined])[] = [];
  let before: { readonly statuteId: string | undefined; readonly reach: number } | undefined;
  for (const token of tokens) {
    const title = before !== undefined && gapBetween(text, before.reach, token.start) !== 'apart' ? before : undefined;
    if (token.type === 'definition' && definesStatute(text, token, title !== undefined)) {
      found.push([token.name, title?.statuteId]);
    }
    if (token.type === 'statute') before = { statuteId: namedId(token), reach: token.end };
    else before = title === undefined || !goesWithTitle.has(token.type) ? undefined : { ...title, reach: token.end };
  }
  return found;
}

function namedId({ name }: Extract<ChineseToken, { type: 'statute' }>): string | undefined {
  return name.by === 'name' ? name.statuteId : undefined;
}

const goesWithTitle: ReadonlySet<ChineseToken['type']> = new Set(['article', 'paragraph', 'part', 'definition']);

/** Also where the title before it is not among the titles: what it is called then is no known statute, nor this one. */
function definesStatute(
  text: string,
  definition: { readonly name: string; readonly start: number },
  named: boolean,
): boolean {
  if (instrumentEnding(definition.name) === undefined) return false;
  const before = text.slice(Math.max(0, definition.start - 10), definition.start).replace(/[」』》 　]{1,3}$/, '');
  return named || instrumentEnding(before) !== undefined;
}
