import { termsOf } from '@lexhop/retrieval';
import type { AnswerSentence, EvidenceArticle } from './answer.js';

const mostSentences = 5;
const mostOfArticle = 2;
/** The factor on a sentence's score for each rank further down. */
const rankDecay = 0.85;

interface Scored extends ArticleSentence {
  readonly article: string;
  /** The place of its article in the evidence, from 0. */
  readonly place: number;
  readonly score: number;
}

/**
 * An answer made of the best sentences of the results: at most five, at most two of one article, in the order of the evidence. The score of a
 * sentence is higher the more words of `searched` it has (rare words count more) and the better its article ranks. Where no word occurs, the
 * answer is the first sentence of the best article.
 */
export function extractAnswer(
  searched: readonly string[],
  evidence: readonly EvidenceArticle[],
): readonly AnswerSentence[] {
  const results = evidence.filter(({ rank }) => rank !== undefined);
  const sentences = results.flatMap(({ article }, place) =>
    sentencesOf(article.text).map((sentence) => ({
      ...sentence,
      article: article.id,
      place,
      terms: wordsOf([sentence.text]),
    })),
  );
  const rarity = rarityOf(sentences.map(({ terms }) => terms));
  const wanted = wordsOf(searched);
  const scored = sentences.map(({ terms, ...sentence }): Scored => {
    const shared = [...terms].reduce((sum, term) => sum + (wanted.has(term) ? (rarity.get(term) ?? 0) : 0), 0);
    return { ...sentence, score: (shared / Math.sqrt(terms.size + 8)) * rankDecay ** sentence.place };
  });
  const best = atMostOf(scored.filter(({ score }) => score > 0).toSorted((one, other) => other.score - one.score));
  const chosen = new Set(best.length > 0 ? best : scored.slice(0, 1));
  return scored
    .filter((sentence) => chosen.has(sentence))
    .map(({ text, article, quote }) => {
      return { text, citations: [{ article, quote }], supported: true };
    });
}

/** Words, and pairs of Han characters; single characters say too little. */
function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(termsOf(texts.join('\n')).filter((term) => term.length > 1));
}

function rarityOf(documents: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const frequencies = new Map<string, number>();
  for (const term of documents.flatMap((terms) => [...terms])) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return new Map([...frequencies].map(([term, frequency]) => [term, Math.log(1 + documents.length / frequency)]));
}

function atMostOf(bestFirst: readonly Scored[]): readonly Scored[] {
  const ofArticle = new Map<string, number>();
  const taken = bestFirst.filter(({ article }) => {
    const count = (ofArticle.get(article) ?? 0) + 1;
    ofArticle.set(article, count);
    return count <= mostOfArticle;
  });
  return taken.slice(0, mostSentences);
}

/** A sentence of an article. */
interface ArticleSentence {
  /** As it is read alone: an item of a list begins with the words that open the list. */
  readonly text: string;
  /** As it stands in the article, without those. */
  readonly quote: string;
}

const sentenceEnd = /(?<=[。！？；])|(?<=[.!?;])\s+/u;
const listItem = /^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、]|[（(]?[a-z][)）])/iu;
const opensList = /[：:]$/u;

/** The sentences of an article's text, in order; its lines are paragraphs and items of lists. */
export function sentencesOf(text: string): readonly ArticleSentence[] {
  const sentences: ArticleSentence[] = [];
  let opening = '';
  for (const line of text.split('\n')) {
    const isItem = listItem.test(line);
    if (!isItem) opening = '';
    for (const quote of line
      .split(sentenceEnd)
      .map((each) => each.trim())
      .filter((each) => each !== '')) {
      if (!isItem && opensList.test(quote)) opening = quote;
      else sentences.push({ text: isItem ? opening + quote : quote, quote });
    }
  }
  return sentences.length > 0 || opening === '' ? sentences : [{ text: opening, quote: opening }];
}
