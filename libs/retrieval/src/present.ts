import type { ArticleNode } from '@lexhop/graph-model';
import type { Explanation, Note, RerankStep, RetrievedArticle } from './answer.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

interface Moves {
  readonly entrance: Entrance;
  readonly traversal: Traversal;
  readonly steps: ReadonlyMap<string, RerankStep>;
}

/** The results as the answer shows them, in the given order, with explanations where the request asks for them. */
export async function present(
  { reader, request }: Search,
  ranked: readonly Ranked[],
  moves: Moves,
): Promise<readonly RetrievedArticle[]> {
  const articles = await reader.nodes(ranked.map(({ id }) => id));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const explain = explainer(moves);
  return ranked.map(({ id, score }, place) => ({
    rank: place + 1,
    score,
    article: articleOf(byId, id),
    ...(request.explain && { explanation: explain(id) }),
  }));
}

function explainer({ entrance, traversal, steps }: Moves) {
  const candidates = new Map(entrance.candidates.map((candidate) => [candidate.id, candidate]));
  return (id: string): Explanation => {
    const candidate = candidates.get(id);
    const reached = traversal.reached.get(id);
    const step = steps.get(id);
    return {
      entryScore: candidate?.score ?? 0,
      parts: candidate?.parts ?? {},
      hop: reached?.hop ?? 0,
      path: reached?.path ?? [],
      ...(step && { rerank: step }),
    };
  };
}

function articleOf(articles: ReadonlyMap<string, ArticleNode>, id: string): ArticleNode {
  const article = articles.get(id);
  if (!article) throw new RangeError(`The reader found node ${id} but does not have it.`);
  return article;
}

/** Notes for the reader of an answer, such as that no word of the query was found; without any article to search, only that. */
export async function notesOf(search: Search, entrance: Entrance, traversal: Traversal): Promise<readonly Note[]> {
  const found = [textNote, vectorNote, questionNote, edgeNote, fewNote, reasonNote, semanticNote].map((note) =>
    note(search, entrance, traversal),
  );
  const notes = found.filter((note) => note !== undefined);
  const nothing = entrance.candidates.length === 0 ? await nothingNote(search) : undefined;
  return nothing ? [nothing] : notes;
}

type NoteOf = (search: Search, entrance: Entrance, traversal: Traversal) => Note | undefined;

const textNote: NoteOf = (search, { listSizes }) => {
  if (listSizes.text !== 0 || (listSizes['reading-text'] ?? 0) > 0) return undefined;
  const hasVectors = Object.values(listSizes).some((size) => size > 0);
  const basis = hasVectors ? 'the answer rests on vectors alone' : 'there is nothing to rank by';
  return { code: 'no-term-found', sentence: `No word of the query occurs in ${place(search)}: ${basis}.` };
};

const vectorNote: NoteOf = (search, { listSizes }) =>
  listSizes.dense === 0
    ? { code: 'no-vectors', sentence: `No article of ${place(search)} has a vector; only words could be compared.` }
    : undefined;

const questionNote: NoteOf = (search, { listSizes }) =>
  listSizes.questions === 0 && search.query.vectors.question
    ? {
        code: 'no-questions',
        sentence: `No article of ${place(search)} has incoming questions: give the graph a question bank or a language model and build it again.`,
      }
    : undefined;

const edgeNote: NoteOf = (search, { listSizes, candidates }) =>
  search.request.mode === 'hop-paper' && (listSizes.questions ?? 0) > 0 && candidates.length === 0
    ? {
        code: 'no-question-edges',
        sentence: `No question edge leads to the articles of ${place(search)} that are nearest to the query.`,
      }
    : undefined;

/** The paper's traversal reaches only some nodes. */
const fewNote: NoteOf = ({ request }, { candidates }, { reached }) =>
  request.mode === 'hop-paper' && candidates.length > 0 && reached.size < request.topK
    ? {
        code: 'fewer-than-asked',
        sentence: `The walk along question edges came to ${reached.size} articles, fewer than the ${request.topK} asked for.`,
      }
    : undefined;

const reasonNote: NoteOf = ({ request, reasoner }, _, { reasoning }) => {
  if (request.mode !== 'hop-paper' || request.reason !== 'language-model') return undefined;
  if (!reasoner)
    return { code: 'no-reasoner', sentence: 'No language model is set: similarity chose the edges to go by.' };
  const { calls = 0, failed = 0 } = reasoning ?? {};
  if (failed === 0) return undefined;
  const sentence = `Of ${calls} calls to choose an edge ${failed} failed: similarity chose there.`;
  return { code: 'reasoning-failed', sentence };
};

const semanticNote: NoteOf = ({ reader, request }) =>
  request.mode !== 'bm25' && reader.build.space?.semantic === false
    ? {
        code: 'not-semantic',
        sentence: `Build ${reader.build.number} was embedded by ${reader.build.space.model}, which compares characters, not meaning.`,
      }
    : undefined;

/** Says that no node at all passes the filter. */
async function nothingNote(search: Search): Promise<Note | undefined> {
  const [some] = await search.reader.listNodes({ limit: 1 }, search.filter);
  if (some) return undefined;
  const repealed = search.filter.includeRepealed ? '' : ' (repealed ones are left out)';
  return { code: 'nothing-to-search', sentence: `There is no article in ${place(search)}${repealed}.` };
}

function place({ reader, request }: Search): string {
  const build = `build ${reader.build.number} of graph ${reader.build.graph}`;
  return request.statutes ? `the statutes ${request.statutes.slice(0, 5).join(', ')} of ${build}` : build;
}
