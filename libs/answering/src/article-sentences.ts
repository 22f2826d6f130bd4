/** A sentence of an article. */
export interface ArticleSentence {
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
