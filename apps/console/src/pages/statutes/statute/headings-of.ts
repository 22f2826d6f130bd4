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
