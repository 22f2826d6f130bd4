import type { ArticleNode } from '@lexhop/graph-model';

/** An article with all that its questions are drafted from. */
export interface ArticleToDraft {
  readonly node: Pick<
    ArticleNode,
    'id' | 'contentHash' | 'statuteTitle' | 'headingPath' | 'number' | 'text' | 'language'
  >;
  /** Heading paths of the articles before and after it that stand under other headings, nearest first; at most two each way. */
  readonly nearbyHeadings: readonly string[];
  readonly definitions: readonly Definition[];
}

const mostHeadings = 2;

/**
 * The nodes to draft, with what their statute says around them.
 * @param statute all nodes of their statute, in order of position.
 * @param wanted ids of the nodes to draft.
 */
export function articlesToDraft(statute: readonly ArticleNode[], wanted: ReadonlySet<string>): ArticleToDraft[] {
  const definitions = definitionsIn(statute);
  const headings = statute.map(({ headingPath }) => headingPath.join(' '));
  return statute.flatMap((node, place) =>
    wanted.has(node.id)
      ? [{ node, nearbyHeadings: headingsAround(headings, place), definitions: definitionsUsedBy(node, definitions) }]
      : [],
  );
}

function headingsAround(headings: readonly string[], place: number): string[] {
  const own = headings[place];
  const distinct = (around: readonly string[]) =>
    [...new Set(around)].filter((heading) => heading !== own && heading !== '').slice(0, mostHeadings);
  return [...distinct(headings.slice(0, place).toReversed()), ...distinct(headings.slice(place + 1))];
}

/** A word that a statute gives a meaning of its own. */
interface Definition {
  readonly term: string;
  readonly meaning: string;
  /** The node that defines it. */
  readonly nodeId: string;
}

/** 一、著作：指屬於… in a list, 本法所稱雇主，指…, "Work" means …; of both Chinese scripts and English. */
const forms: readonly RegExp[] = [
  /^[一二三四五六七八九十○〇]+、(?<term>[^：，。；\s]{1,30})：(?<meaning>[指谓謂][^。]+)/gmu,
  /(?:本[法條条][例]?|本[規规][則则]|本[辦办]法|本[細细][則则])所[稱称](?<term>[^，、。：]{1,30})，(?<meaning>(?:[係系])?[指謂谓][^。]+)/gu,
  /["“](?<term>[^"”]{1,60})["”]\s+(?<meaning>(?:means?|refers? to|shall mean)\s[^.;]+)/giu,
];

const mostDefinitions = 8;
const longestMeaning = 160;

/** The definitions that some nodes' texts make, in their order. */
export function definitionsIn(nodes: readonly { readonly id: string; readonly text: string }[]): Definition[] {
  return nodes.flatMap(({ id, text }) =>
    forms.flatMap((form) => [...text.matchAll(form)].map(({ groups }) => definitionOf(id, groups))),
  );
}

function definitionOf(nodeId: string, groups: Readonly<Record<string, string>> = {}): Definition {
  const meaning = groups['meaning'] ?? '';
  const shown = meaning.length > longestMeaning ? `${meaning.slice(0, longestMeaning)}…` : meaning;
  return { term: groups['term'] ?? '', meaning: shown, nodeId };
}

/** The definitions of words that a node's text uses and does not define itself: at most eight, the longest words first, then in their order. */
export function definitionsUsedBy(
  node: { readonly id: string; readonly text: string },
  definitions: readonly Definition[],
): Definition[] {
  const text = node.text.toLowerCase();
  return definitions
    .filter(({ term, nodeId }) => nodeId !== node.id && text.includes(term.toLowerCase()))
    .toSorted((a, b) => b.term.length - a.term.length)
    .slice(0, mostDefinitions);
}
