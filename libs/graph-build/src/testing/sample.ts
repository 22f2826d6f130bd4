import { readFileSync } from 'node:fs';

interface StatuteFile {
  readonly Laws: readonly { readonly LawURL: string; readonly LawArticles: readonly ArticleInFile[] }[];
}

interface ArticleInFile {
  readonly ArticleType: string;
  readonly ArticleNo: string;
  readonly ArticleContent: string;
}

/** Statutes as a file of the ministry, and their question bank. */
export interface Sample {
  readonly statutes: string;
  readonly bank: string;
}

export const wholeSample: Sample = {
  statutes: readFileSync('data/intellectual-property.ChLaw.json', 'utf8'),
  bank: readFileSync('data/intellectual-property.question-bank.jsonl', 'utf8'),
};

const articlesOfEach = 20;
const alsoIn = 'J0070017:87-1';

/**
 * The first articles of both statutes, and one more: 14 is repealed, 2 has paragraphs, they cite each other. Small enough to be built in a moment.
 */
export const excerpt: Sample = cut(wholeSample);

/** The excerpt with the texts of some articles changed. */
export function editedExcerpt(edits: Readonly<Record<string, string>>): string {
  return withArticles(excerpt.statutes, (articles) =>
    articles.map(({ id, article }) => ({ ...article, ArticleContent: edits[id] ?? article.ArticleContent })),
  );
}

/** The excerpt's bank, cut after so many entries. */
export function bankOf(entries: number): string {
  return excerpt.bank.split('\n').slice(0, entries).join('\n');
}

function cut({ statutes, bank }: Sample): Sample {
  const kept = new Set<string>();
  const text = withArticles(statutes, (articles) => {
    const chosen = articles.filter(({ id }, place) => place < articlesOfEach || id === alsoIn);
    for (const { id } of chosen) kept.add(id);
    return chosen.map(({ article }) => article);
  });
  const entries = bank.trimEnd().split('\n');
  return {
    statutes: text,
    bank: entries.filter((line) => kept.has((JSON.parse(line) as { article: string }).article)).join('\n'),
  };
}

type Numbered = readonly { readonly id: string; readonly article: ArticleInFile }[];

/** The file with other articles; headings are left out. */
function withArticles(file: string, change: (articles: Numbered) => readonly ArticleInFile[]): string {
  const { Laws, ...rest } = JSON.parse(file) as StatuteFile;
  const changed = Laws.map(({ LawURL, LawArticles, ...law }) => {
    const articles = LawArticles.filter(({ ArticleType }) => ArticleType === 'A').map((article) => {
      return { id: `${LawURL.split('pcode=')[1]}:${article.ArticleNo.replaceAll(/[^\d-]/g, '')}`, article };
    });
    return { ...law, LawURL, LawArticles: change(articles) };
  });
  return JSON.stringify({ ...rest, Laws: changed });
}
