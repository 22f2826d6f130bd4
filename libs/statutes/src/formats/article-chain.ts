import { compareArticleNumbers } from '../article-number.js';
import { latinSuffixes, numberings } from '../numbering-styles.js';
import type { ArticleLine } from './text-line.js';

/** A line that may open an article. */
export interface ArticleCandidate {
  readonly article: ArticleLine;
  /** The line above leaves its sentence open. */
  readonly cut: boolean;
}

/** What a jump in the numbering costs: more than a doubtful line is worth, less than a sure one. */
const jump = 1.5;
/** From this share of the chosen lines on, their way of writing is the file's. */
const commonShare = 0.7;

/**
 * Which of a file's candidates open articles: the rising chain of numbers that is best as a whole. A line that reads as a heading is worth more than one with
 * text right behind its number, one below an unfinished sentence is worth less, and so is one written otherwise than the chain's most;
 * a number that does not follow the one before costs. Takes n log n steps.
 */
export function articleChain(candidates: readonly ArticleCandidate[]): ArticleChain {
  const chains = byNumbering(candidates).map((indices) => bestChain(candidates, indices));
  return chains.reduce((held, chain) => (chain.score > held.score ? chain : held), { score: 0, indices: [] });
}

/** Candidates that open articles. */
export interface ArticleChain {
  readonly score: number;
  /** Into the candidates, in order. */
  readonly indices: readonly number[];
}

/** The candidates of each word of numbering, in the order of the numberings' ranks: on equal scores the first wins. */
function byNumbering(candidates: readonly ArticleCandidate[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>(numberings.map((numbering) => [numbering, []]));
  candidates.forEach(({ article }, index) => groups.get(article.numbering)?.push(index));
  return [...groups.values()];
}

function bestChain(candidates: readonly ArticleCandidate[], indices: readonly number[]): ArticleChain {
  const members = indices.flatMap((index) => candidates[index] ?? []);
  const first = longestChain(members, members.map(plainWeight));
  const style = commonStyle(first.indices.flatMap((index) => members[index] ?? []));
  const chain = longestChain(
    members,
    members.map((member) => plainWeight(member) + styleWeight(member.article, style)),
  );
  return { score: chain.score, indices: chain.indices.map((index) => indices[index] ?? 0) };
}

function plainWeight({ article, cut }: ArticleCandidate): number {
  const weight = article.form === 'attached' ? 1 : 2;
  return weight + (article.marked ? 1 : 0) - (cut && !article.marked ? weight / 2 : 0);
}

type Style = Pick<ArticleLine, 'form' | 'digits'>;

const styles = (['alone', 'apart', 'attached'] as const).flatMap((form) =>
  [true, false].map((digits): Style => ({ form, digits })),
);

/** How the lines of a chain are written, where most of them are written alike. */
function commonStyle(chain: readonly ArticleCandidate[]): Style | undefined {
  const written = ({ form, digits }: Style) =>
    chain.filter(({ article }) => article.form === form && article.digits === digits).length;
  return chain.length < 3 ? undefined : styles.find((style) => written(style) >= chain.length * commonShare);
}

function styleWeight(article: ArticleLine, style: Style | undefined): number {
  if (style === undefined || article.marked) return 0;
  const otherForm =
    article.form === style.form ? 0 : article.form === 'attached' ? 2 : style.form === 'attached' ? 0.5 : 0.25;
  return -(otherForm + (article.digits === style.digits ? 0 : 1));
}

interface End {
  readonly score: number;
  readonly index: number;
}

const noEnd: End = { score: 0, index: -1 };

function longestChain(members: readonly ArticleCandidate[], weights: readonly number[]): ArticleChain {
  const ends = new ChainEnds(members);
  const previous: number[] = [];
  let best: End = noEnd;
  members.forEach((member, index) => {
    const before = ends.before(firstOf(member), /[の의]/.test(member.article.label));
    previous.push(before.index);
    const score = before.score + (weights[index] ?? 0);
    if (score <= 0) return;
    ends.add(lastOf(member), { score, index });
    if (score > best.score) best = { score, index };
  });
  const indices: number[] = [];
  for (let index = best.index; index >= 0; index = previous[index] ?? -1) indices.push(index);
  return { score: best.score, indices: indices.reverse() };
}

function firstOf({ article }: ArticleCandidate): string {
  return article.numbers[0] ?? '';
}

function lastOf({ article }: ArticleCandidate): string {
  return article.numbers.at(-1) ?? '';
}

/** The best chains so far by the number they end at. */
class ChainEnds {
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #byNumber = new Map<string, End>();
  /** By the first part of the number, for 11 after 10-3. */
  readonly #byMain = new Map<string, End>();
  /** A Fenwick tree of the best end up to each rank. */
  readonly #lower: End[];

  constructor(members: readonly ArticleCandidate[]) {
    const numbers = new Set(members.flatMap((member) => [firstOf(member), lastOf(member)]));
    this.#ranks = new Map([...numbers].sort(compareArticleNumbers).map((number, rank) => [number, rank + 1]));
    this.#lower = Array.from({ length: this.#ranks.size + 1 }, () => noEnd);
  }

  /**
   * The best chain that an article of this number can go on with, what the step between costs taken off.
   * @param countsFromTwo 第二条の二 and 제2조의2 are the first behind 第二条
   */
  before(number: string, countsFromTwo: boolean): End {
    const step =
      countsFromTwo && number.endsWith('-2') ? { number: number.slice(0, -2), main: false } : stepBefore(number);
    const next = (step.main ? this.#byMain : this.#byNumber).get(step.number);
    const far = this.#under(this.#ranks.get(number) ?? 0);
    const jumped = { score: far.score - jump, index: far.index };
    const begun = step.number === '' || step.number === '0' ? noEnd : { score: -jump, index: -1 };
    const ends = [next, jumped, begun].filter((end) => end !== undefined);
    return ends.reduce((best, end) => (end.score > best.score ? end : best));
  }

  add(number: string, end: End): void {
    keepBest(this.#byNumber, number, end);
    keepBest(this.#byMain, mainOf(number), end);
    for (let rank = this.#ranks.get(number) ?? 0; rank > 0 && rank < this.#lower.length; rank += rank & -rank)
      if (end.score > (this.#lower[rank] ?? noEnd).score) this.#lower[rank] = end;
  }

  #under(rank: number): End {
    let best = noEnd;
    for (let at = rank - 1; at > 0; at -= at & -at) {
      const end = this.#lower[at] ?? noEnd;
      if (end.score > best.score) best = end;
    }
    return best;
  }
}

function keepBest(ends: Map<string, End>, number: string, end: End): void {
  if (end.score > (ends.get(number)?.score ?? 0)) ends.set(number, end);
}

function mainOf(number: string): string {
  return /^[A-Z]?[0-9]+/.exec(number)?.[0] ?? number;
}

interface Step {
  readonly number: string;
  /** Any number of this article will do. */
  readonly main: boolean;
}

/** What number stands right before: 10-2 before 10-3, 10 before 10-1 and 10a, any of article 10 before 11. */
function stepBefore(number: string): Step {
  const whole = /^([A-Z]?)([0-9]+)$/.exec(number);
  if (whole !== null) return { number: `${whole[1]}${Number(whole[2]) - 1}`, main: true };
  return stepBeforeSuffix(number) ?? stepBeforeInserted(number);
}

/** 10-2 before 10-3, 10 before 10-1 and 10a, 10a before 10b. */
function stepBeforeInserted(number: string): Step {
  const [, before = '', sign = '', last = '', letter = ''] = /^(.*?)([-.]?)([0-9]*)([a-z]?)$/.exec(number) ?? [];
  if (letter !== '')
    return { number: before + sign + last + (letter === 'a' ? '' : previousLetter(letter)), main: letter === 'a' };
  return Number(last) <= 1
    ? { number: before, main: false }
    : { number: `${before}${sign}${Number(last) - 1}`, main: false };
}

function previousLetter(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 1);
}

/** 2 before 2bis, 2bis before 2ter. */
function stepBeforeSuffix(number: string): Step | undefined {
  const suffix = /[a-z]+$/.exec(number)?.[0] ?? '';
  const place = latinSuffixes.indexOf(suffix);
  if (place < 0) return undefined;
  const before = number.slice(0, -suffix.length);
  return place === 0
    ? { number: before, main: true }
    : { number: before + (latinSuffixes[place - 1] ?? ''), main: false };
}
