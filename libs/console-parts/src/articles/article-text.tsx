import { Link } from 'wouter';
import { useWords } from '../words/preferences.js';
import { anchorOf, placeOf, readingPathOf } from './article-names.js';
import { finerPlaceOf, provisionsOf, type ProvisionLine } from './provisions.js';
import type { ArticleCitation, StatuteArticle } from './use-articles.js';

/** A citation as REST tells it: its place in the text, in UTF-16 units. */
interface PlacedCitation {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text: as it is, or with the citation it is. */
interface TextPiece<Citation extends PlacedCitation> {
  readonly start: number;
  readonly text: string;
  readonly citation?: Citation;
}

/**
 * Cuts a text at its citations, in order; together the pieces are the text. Of citations that overlap the first is kept,
 * and one that reaches beyond the text is left out.
 */
export function piecesOf<Citation extends PlacedCitation>(
  text: string,
  citations: readonly Citation[],
): readonly TextPiece<Citation>[] {
  const pieces: TextPiece<Citation>[] = [];
  let at = 0;
  for (const citation of citations.toSorted((one, other) => one.start - other.start)) {
    const { start, end } = citation;
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) pieces.push({ start: at, text: text.slice(at, start) });
    pieces.push({ start, text: text.slice(start, end), citation });
    at = end;
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at) });
  return pieces;
}

interface Reading {
  /** Marks what this says. */
  readonly query?: string;
  /** Where a citation leads; to the page of its statute where this is absent. */
  readonly toArticle?: (id: string) => string;
}

interface ArticleTextProps extends Reading {
  readonly article: Pick<StatuteArticle, 'id' | 'text' | 'language'>;
  readonly citations: readonly ArticleCitation[];
  /** Whether its 項, 款 and 目 can be named in an address. */
  readonly hasAnchors?: boolean;
  /** The paragraph that the reader was led to: it is pointed at. */
  readonly paragraph?: string | undefined;
}

/** An article's text, its 款 and 目 set in; each citation leads to what it cites, where the graph has it. */
export function ArticleText({ article, citations, hasAnchors = false, paragraph, ...reading }: ArticleTextProps) {
  const { article: number = '' } = placeOf(article.id);
  return (
    <div className="law" lang={article.language}>
      {provisionsOf(article.text).map((line) => (
        <p
          key={line.start}
          className="provision"
          data-depth={line.place.length}
          data-named={paragraph !== undefined && String(line.place[0]) === paragraph}
          {...(hasAnchors && line.isFirst ? { id: anchorOf(number, line.place) } : {})}
        >
          <Line line={line} citations={citationsIn(line, citations)} {...reading} />
        </p>
      ))}
    </div>
  );
}

/** Those of an article's citations that stand in one of its lines, placed within it. */
function citationsIn(
  { start, text }: ProvisionLine,
  citations: readonly ArticleCitation[],
): readonly ArticleCitation[] {
  return citations
    .filter((citation) => citation.start >= start && citation.end <= start + text.length)
    .map((citation) => ({ ...citation, start: citation.start - start, end: citation.end - start }));
}

interface LineProps extends Reading {
  readonly line: ProvisionLine;
  readonly citations: readonly ArticleCitation[];
}

function Line({ line, citations, query = '', ...reading }: LineProps) {
  return piecesOf(line.text, citations).map(({ start, text, citation }) =>
    citation ? (
      <Cited key={start} citation={citation} {...reading} />
    ) : (
      <Marked key={start} text={text} query={query} />
    ),
  );
}

/** A text in which is marked what the query says. */
export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return highlight(text, query).map(({ start, text: part, isMatch }) =>
    isMatch ? <mark key={start}>{part}</mark> : <span key={start}>{part}</span>,
  );
}

interface CitedProps extends Omit<Reading, 'query'> {
  readonly citation: ArticleCitation;
}

function Cited({ citation, toArticle }: CitedProps) {
  const { t } = useWords();
  const target = citation.targets.find(({ found }) => found !== undefined);
  if (!target?.found) {
    return (
      <span className="citation citation--elsewhere" title={t('statutes.citation.elsewhere')}>
        {citation.text}
      </span>
    );
  }
  const [first = '', last = first] = endsOf(citation);
  const where = first === last ? target.found : t('statutes.citation.range', { first, last });
  const isBeside = toArticle !== undefined && placeOf(target.found).article !== undefined;
  const finer = first === last ? finerPlaceOf(citation.text) : [];
  return (
    <Link
      className="citation"
      href={isBeside ? toArticle(target.found) : readingPathOf(target.found, finer)}
      title={[target.statuteTitle, where].join(' ').trim()}
    >
      {citation.text}
    </Link>
  );
}

/** The first and the last article that a citation is of. */
function endsOf({ targets }: ArticleCitation): readonly string[] {
  return [targets[0], targets.at(-1)].flatMap((target) => target?.id ?? []);
}

/** A part of a text, and whether the query says it. */
interface TextPart {
  readonly start: number;
  readonly text: string;
  readonly isMatch: boolean;
}

const han = /\p{Script=Han}/u;
const word = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{Nd}])+/gu;

/**
 * Cuts a text where it says what the query says: runs of two Han characters or more that stand in both, and whole words of
 * other letters and numbers, whatever their case. A single Han character is too common to be pointed at.
 */
export function highlight(text: string, query: string): readonly TextPart[] {
  const marked = new Uint8Array(text.length);
  const pairs = pairsOf(query);
  const words = new Set(otherWordsOf(query));
  for (const { 0: run, index } of text.matchAll(word)) {
    if (!han.test(run)) {
      if (words.has(run.toLowerCase())) marked.fill(1, index, index + run.length);
      continue;
    }
    for (let place = 0; place + 1 < run.length; place += 1) {
      if (pairs.has(run.slice(place, place + 2))) marked.fill(1, index + place, index + place + 2);
    }
  }
  return partsOf(text, marked);
}

function pairsOf(query: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const [run] of query.matchAll(word)) {
    if (!han.test(run)) continue;
    for (let place = 0; place + 1 < run.length; place += 1) pairs.add(run.slice(place, place + 2));
  }
  return pairs;
}

function otherWordsOf(query: string): readonly string[] {
  return [...query.matchAll(word)].map(([run]) => run.toLowerCase()).filter((run) => !han.test(run));
}

function partsOf(text: string, marked: Uint8Array): readonly TextPart[] {
  const parts: TextPart[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + 1;
    while (end < text.length && marked[end] === marked[start]) end += 1;
    parts.push({ start, text: text.slice(start, end), isMatch: marked[start] === 1 });
    start = end;
  }
  return parts;
}
