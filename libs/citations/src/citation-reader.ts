import { annexCitations } from './annexes.js';
import { type Citation, citationsOf, type Mention } from './mention.js';
import { paragraphsOf, type StatuteLanguage } from '@lexhop/statutes';
import { lexWestern } from './western-lexer.js';
import { westernMentions } from './western-mentions.js';
import { westernWordsOf } from './western-words.js';
import { articleOrder, type ReadingPlace, TargetAllowance } from './reading-place.js';
import type { StatuteTitles } from './statute-titles.js';
import { chineseLexer } from './chinese-lexer.js';
import { chineseMentions } from './chinese-mentions.js';
import { japaneseScript, type Script, simplifiedScript, traditionalScript } from './chinese-places.js';
import { resolveMentions } from './resolve-mentions.js';
import { namesIn } from './short-names.js';
import { UnknownArticleError } from './errors.js';

/** What a citation reader needs of a statute. A whole `Statute` of `libs/statutes` fits. */
interface CitingStatute {
  readonly id: string;
  readonly title: string;
  readonly language: StatuteLanguage;
  readonly articles: readonly CitingArticle[];
}

interface CitingArticle {
  readonly number: string;
  readonly headingPath?: readonly string[];
  /** Paragraphs joined by newlines, lines of lists among them. */
  readonly text: string;
  /** The same text, split into its paragraphs. Without them the reader splits the text. */
  readonly paragraphs?: readonly { readonly text: string }[];
}

/** Reads the citations in the articles of one statute. Throws an UnknownArticleError where it has no article of the number. */
interface CitationReader {
  /** The citations in an article, in the order of its text. Spans are positions in the article's whole text. */
  read(article: string): readonly Citation[];
  /** The citations in one paragraph (1-based) whose text is given. Spans are positions in that text. */
  readParagraph(article: string, paragraph: number, text: string): readonly Citation[];
}

/**
 * Makes a citation reader for one statute. That looks through the whole statute for the short names that it defines, so make one for each
 * statute, not for each article. Pure; takes time in proportion to the text.
 * @param titles the statutes that citations may name, as `statuteTitles` makes them
 */
export function citationReader(statute: CitingStatute, titles: StatuteTitles): CitationReader {
  const order = articleOrder(statute.articles.map((article) => article.number));
  const articles = new Map(statute.articles.map((article) => [article.number, article]));
  const readMentions = mentionReader(statute, titles);
  const readAt = (
    text: string,
    place: Pick<ReadingPlace, 'article' | 'paragraphs' | 'paragraphAt'>,
  ): readonly Citation[] => {
    const allowance = new TargetAllowance(text.length);
    const mentions = resolveMentions(readMentions(text), { statuteId: statute.id, order, titles, allowance, ...place });
    const cited = citationsOf(mentions);
    return [...cited, ...annexCitations(text, cited)].sort((one, other) => one.span.start - other.span.start);
  };
  const articleOf = (number: string): CitingArticle => {
    const article = articles.get(number);
    if (article === undefined) throw new UnknownArticleError(statute.id, number);
    return article;
  };
  return {
    read: (article) => {
      const citing = articleOf(article);
      const starts = startsOf(citing);
      // The 1-based number of the paragraph that holds a position.
      const paragraphAt = (position: number) => Math.max(1, starts.findLastIndex((start) => start <= position) + 1);
      return readAt(citing.text, { article, paragraphs: starts.length, paragraphAt });
    },
    readParagraph: (article, paragraph, text) => {
      const paragraphs = startsOf(articleOf(article)).length;
      return readAt(text, { article, paragraphs, paragraphAt: () => paragraph });
    },
  };
}

/** The languages whose texts cite as Chinese does (第五条). All others are read by the rules for English, German, French and their like. */
const scripts: Readonly<Partial<Record<StatuteLanguage, Script>>> = {
  'zh-Hant': traditionalScript,
  'zh-Hans': simplifiedScript,
  ja: japaneseScript,
};

function mentionReader(statute: CitingStatute, titles: StatuteTitles): (text: string) => readonly Mention[] {
  const script = scripts[statute.language];
  if (!script) {
    const headings = statute.articles.flatMap(({ headingPath = [] }) => headingPath);
    const words = westernWordsOf(statute.language, headings);
    return (text) => westernMentions(text, lexWestern(text, titles, words), { ownId: statute.id, words });
  }
  const lex = chineseLexer(script);
  const names = namesIn(statute, titles, lex);
  return (text) => chineseMentions(text, lex(text, names));
}

/** Where each paragraph of an article begins in its text. */
function startsOf({ text, paragraphs = paragraphsOf(text) }: CitingArticle): readonly number[] {
  let start = 0;
  return paragraphs.map((paragraph) => {
    const begins = start;
    start += paragraph.text.length + 1;
    return begins;
  });
}
