import type { Citation, CitationTarget } from '../citation.js';
import type { Mention } from './mention.js';

/** A mention of which it is known what it points at. */
export interface ResolvedMention {
  readonly kind: Citation['kind'];
  /** Undefined for a document that is not among the titles: its articles are nobody else's, but are not given out. */
  readonly statuteId: string | undefined;
  /** The articles named, without a range's inside; none for a statute as a whole. */
  readonly articles: readonly string[];
  readonly paragraphs: readonly number[];
  readonly targets: readonly CitationTarget[];
  readonly link: Mention['link'];
  readonly sentence: number;
  readonly mutatisMutandis: boolean;
  readonly start: number;
  readonly end: number;
}

/** Targets for every paragraph of every article; without paragraphs the articles, without articles the statute; none in an unknown one. */
export function targetsOf(
  statuteId: string | undefined,
  articles: readonly string[],
  paragraphs: readonly number[],
): readonly CitationTarget[] {
  if (statuteId === undefined) return [];
  if (articles.length === 0) return [{ id: statuteId, statuteId }];
  return articles.flatMap((article) => {
    const id = `${statuteId}:${article}`;
    if (paragraphs.length === 0) return [{ id, statuteId, article }];
    return paragraphs.map((paragraph) => ({ id: `${id}#${paragraph}`, statuteId, article, paragraph }));
  });
}

/** The citations of a text: neighbours of one list and kind are one citation; what points nowhere is left out. */
export function citationsOf(mentions: readonly ResolvedMention[]): readonly Citation[] {
  const groups: ResolvedMention[][] = [];
  for (const mention of mentions) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && goOnTogether(last, mention)) group.push(mention);
    else groups.push([mention]);
  }
  return groups.flatMap((group) => citationOf(group) ?? []);
}

function goOnTogether(last: ResolvedMention, next: ResolvedMention): boolean {
  return next.link === 'joined' && next.kind === last.kind && next.statuteId === last.statuteId;
}

function citationOf(group: readonly ResolvedMention[]): Citation | undefined {
  const targets = group.flatMap((mention) => mention.targets);
  const first = group[0];
  if (first === undefined || targets.length === 0) return undefined;
  return {
    kind: first.kind,
    mutatisMutandis: first.mutatisMutandis,
    targets: [...new Map(targets.map((target) => [target.id, target])).values()],
    span: { start: first.start, end: group.at(-1)?.end ?? first.end },
  };
}
