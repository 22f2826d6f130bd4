import { Link } from 'wouter';
import { useWords } from '../../words/use-words.js';
import { readingPathOf } from '../../articles/article-names.js';
import type { ArticleCitation, StatuteArticle } from './use-statute.js';

/** A heading where it begins. */
export interface Heading {
  readonly anchor: string;
  readonly text: string;
  /** 0 is outermost. */
  readonly depth: number;
}

interface UnderHeadings {
  readonly headingPath: readonly string[];
}

/** Each article with the headings that begin at it, outermost first. */
export function headingsOf<Article extends UnderHeadings>(
  articles: readonly Article[],
): readonly { readonly article: Article; readonly begins: readonly Heading[] }[] {
  let open: readonly string[] = [];
  let count = 0;
  return articles.map((article) => {
    const path = article.headingPath;
    const same = path.findIndex((text, depth) => text !== open[depth]);
    open = path;
    const begins = same < 0 ? [] : path.slice(same);
    return {
      article,
      begins: begins.map((text, place) => ({ anchor: `heading-${(count += 1)}`, text, depth: same + place })),
    };
  });
}

/** A citation as REST tells it: its place in the text, in UTF-16 units. */
export interface PlacedCitation {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text: as it is, or with the citation it is. */
export interface TextPiece<Citation extends PlacedCitation> {
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

interface ArticleTextProps {
  readonly graph: string;
  readonly article: Pick<StatuteArticle, 'text' | 'language'>;
  readonly citations: readonly ArticleCitation[];
}

/** An article's text; each citation leads to what it cites, where the graph has it. */
export function ArticleText({ graph, article: { text, language }, citations }: ArticleTextProps) {
  return (
    <p className="law" lang={language}>
      {piecesOf(text, citations).map(({ start, text: words, citation }) =>
        citation ? <Cited key={start} graph={graph} citation={citation} /> : <span key={start}>{words}</span>,
      )}
    </p>
  );
}

function Cited({ graph, citation }: { readonly graph: string; readonly citation: ArticleCitation }) {
  const { t } = useWords();
  const found = citation.targets.find((target) => target.found !== undefined);
  if (found?.found === undefined) {
    return (
      <span className="citation citation--elsewhere" title={t('statutes.citation.elsewhere')}>
        {citation.text}
      </span>
    );
  }
  const [first, last] = [citation.targets.at(0)?.id, citation.targets.at(-1)?.id];
  const where = first === last ? found.id : t('statutes.citation.range', { first: first ?? '', last: last ?? '' });
  return (
    <Link
      className="citation"
      href={readingPathOf(graph, found.found)}
      title={`${found.statuteTitle ?? ''} ${where}`.trim()}
    >
      {citation.text}
    </Link>
  );
}
