import { citationReader } from '../citation-reader.js';
import type { CitationTarget } from '../mention.js';
import type { StatuteTitles } from '../statute-titles.js';
import type { StatuteLanguage } from '@lexhop/statutes';
import { readRelations } from '../relations/read-relations.js';

/** What is looked at of an order; a whole Statute fits. */
interface Order {
  readonly id: string;
  readonly title: string;
  readonly language: StatuteLanguage;
  readonly articles: readonly { readonly number: string; readonly text: string }[];
}

/**
 * Why no mother article was found: the first article doesn't say what the order is made under; it names no statute that is known; a known one,
 * but no article of it; an article that the statute doesn't have; one that is repealed, or of an abolished statute.
 */
type MissingMother = 'not-said' | 'unknown-statute' | 'no-article' | 'unknown-article' | 'repealed';

/** The mother articles of an order in the order of its text, or why there is none. */
export type MotherArticles =
  | { readonly found: readonly CitationTarget[]; readonly missing?: undefined }
  | { readonly found: readonly []; readonly missing: MissingMother };

/** Whether an article of a statute is there: `repealed` also where the statute is abolished; undefined where there is none. */
type ArticleState = (statuteId: string, article: string) => 'in-force' | 'repealed' | undefined;

/** The articles that an order is made under by its first article: 「本辦法依商港法第四十四條第二項規定訂定之」. Pure. */
export function motherArticles(order: Order, titles: StatuteTitles, stateOf: ArticleState): MotherArticles {
  const [first] = order.articles;
  const said = readRelations(first?.text ?? '').filter(({ kind }) => kind === 'made-under');
  if (first === undefined || said.length === 0) return { found: [], missing: 'not-said' };
  const targets = citationReader(order, titles)
    .read(first.number)
    .filter(({ span }) => said.some(({ about }) => about.start <= span.start && span.end <= about.end))
    .flatMap((citation) => citation.targets);
  const articles = targets.filter(({ article }) => article !== undefined);
  const states = articles.map(({ statuteId, article = '' }) => stateOf(statuteId, article));
  const found = articles.filter((_target, place) => states[place] === 'in-force');
  if (found.length > 0) return { found };
  if (targets.length === 0) return { found: [], missing: 'unknown-statute' };
  if (articles.length === 0) return { found: [], missing: 'no-article' };
  return { found: [], missing: states.includes('repealed') ? 'repealed' : 'unknown-article' };
}
