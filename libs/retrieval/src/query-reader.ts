import { articleId, type BuildReference, paragraphId } from '@lexhop/graph-model';
import type { GraphReader } from '@lexhop/graph-store';
import {
  areComparable,
  type Asked,
  askForReading,
  languageOfQuery,
  type NamedArticle,
  namesNothingElse,
  type QueryReferences,
  type ReadingNote,
  referencesIn,
  type Reading,
  type ReadingProvider,
  readingLimits,
} from '@lexhop/query-understanding';
import type { Note } from './answer.js';
import type { RetrieveRequest } from './request.js';
import { allows, filterOf } from './search.js';
import { catalogueOf, type StatuteCatalogue } from './statute-catalogue.js';

/** A query as it was understood. */
export interface Understood {
  readonly reading: Reading;
  /** Whether it says nothing beside the articles that it names. */
  readonly namesOnly: boolean;
  /** Whether it is in another language than the statutes, and was not translated. */
  readonly isForeign: boolean;
  readonly notes: readonly Note[];
}

/** Who is asked about the queries to a build; nobody where no language model is set. */
export type ReadingProviderOf = (build: BuildReference) => ReadingProvider | undefined;

/** Reads queries before they are searched for: the articles they name, their language, and what a language model understands of them. */
export class QueryReader {
  /** The same query asked by several at once is asked for once. */
  readonly #asking = new Map<string, Promise<Asked>>();

  constructor(private readonly providerOf: ReadingProviderOf = () => undefined) {}

  /**
   * Never rejects because of a language model: the plain answer is given, with a note. A reading in the request takes the place of asking.
   * For a mode that takes queries as they are (`reads` is false) it says only which articles are named and not put first.
   */
  async read(reader: GraphReader, request: RetrieveRequest, reads: boolean): Promise<Understood> {
    const catalogue = await catalogueOf(reader);
    const found = referencesIn(request.query, catalogue.names);
    const { named, absent } = await namedIn(reader, request, found);
    if (!reads)
      return {
        reading: { references: named, issues: [] },
        namesOnly: false,
        isForeign: false,
        notes: asItIs(named, request),
      };
    const namesOnly = namesNothingElse(found);
    const language = languageOfQuery(request.query, catalogue.language);
    const asked = await this.#ask(reader, request, { catalogue, namesOnly, language });
    const reading = await readingOf(reader, request, { named, language, asked });
    const isForeign = !areComparable(language, catalogue.language) && !reading.translation;
    const notes = [
      namedNote(reading.references),
      absentNote(absent, reader),
      asked.note,
      isForeign ? languageNote(reader, catalogue.language) : undefined,
    ];
    return { reading, namesOnly, isForeign, notes: notes.filter((each) => each !== undefined) };
  }

  async #ask(
    reader: GraphReader,
    { query, refine = 'auto', reading }: RetrieveRequest,
    {
      catalogue,
      namesOnly,
      language,
    }: { catalogue: StatuteCatalogue; namesOnly: boolean; language: Reading['language'] },
  ): Promise<Asked> {
    if (reading || refine === 'off' || namesOnly) return {};
    const provider = this.providerOf(reader.build);
    if (!provider) return { note: noModel };
    const key = `${reader.build.graph} ${catalogue.language} ${query}`;
    const asking =
      this.#asking.get(key) ??
      askForReading(query, { statutes: catalogue.language, query: language }, provider).finally(() =>
        this.#asking.delete(key),
      );
    this.#asking.set(key, asking);
    return asking;
  }
}

const noModel: ReadingNote = {
  code: 'no-language-model',
  sentence: 'No language model is set, so the query was searched for as it is written, not for the legal issues in it.',
};

/** What the request says was understood, else what was read of the query. */
async function readingOf(
  reader: GraphReader,
  request: RetrieveRequest,
  { named, language, asked }: { named: readonly NamedArticle[]; language: Reading['language']; asked: Asked },
): Promise<Reading> {
  const { reading: given } = request;
  const own = { references: [...named], ...(language && { language }) };
  if (!given) return { ...own, issues: [], ...asked.reading };
  const references = given.references.length > 0 ? await present(reader, request, given.references) : own.references;
  return { ...own, ...given, references, by: given.by ?? 'request' };
}

/** The nodes that the query names and the request allows, and the words of those that the build does not have. */
async function namedIn(reader: GraphReader, request: RetrieveRequest, { references, statutes }: QueryReferences) {
  const [only, ...more] = request.statutes ?? [];
  const named: NamedArticle[] = [];
  const absent: string[] = [];
  for (const { statuteId, unknownTitle, number, paragraph, words } of references) {
    if (unknownTitle !== undefined) absent.push(words);
    const statute = statuteId ?? (more.length === 0 && unknownTitle === undefined ? only : undefined);
    if (statute === undefined) continue;
    const ids = [
      ...(paragraph === undefined ? [] : [paragraphId(statute, number, paragraph)]),
      articleId(statute, number),
    ];
    const found = await present(
      reader,
      { ...request, includeRepealed: true },
      ids.map((id) => ({ id, words })),
    );
    named.push(...found);
    if (found.length === 0) absent.push(words);
  }
  named.push(...(await onlyArticles(reader, request, statutes)));
  return { named, absent };
}

/** The articles of named statutes that have but one: whoever names such a statute names its article. */
async function onlyArticles(
  reader: GraphReader,
  request: RetrieveRequest,
  statutes: QueryReferences['statutes'],
): Promise<readonly NamedArticle[]> {
  const wanted = statutes.filter(({ statuteId }) => request.statutes?.includes(statuteId) ?? true);
  const found = wanted.slice(0, readingLimits.references).map(async ({ statuteId, words }) => {
    const nodes = await reader.listNodes({ limit: 2 }, { ...filterOf(request), statutes: [statuteId] });
    return nodes.length === 1 ? nodes.map(({ id }) => ({ id, words })) : [];
  });
  return (await Promise.all(found)).flat();
}

/** Those that the build has and the request allows. */
async function present(
  reader: GraphReader,
  request: RetrieveRequest,
  named: readonly NamedArticle[],
): Promise<NamedArticle[]> {
  const nodes = await reader.nodes(named.map(({ id }) => id));
  const allowed = new Set(nodes.filter((node) => allows(filterOf(request), node)).map(({ id }) => id));
  return named.filter(({ id }) => allowed.has(id));
}

function asItIs(named: readonly NamedArticle[], { mode }: RetrieveRequest): readonly Note[] {
  if (named.length === 0) return [];
  const sentence = `Mode ${mode} takes the query as it is: ${wordsOf(named)}, which it names, does not come first.`;
  return [{ code: 'named-not-first', sentence }];
}

function wordsOf(named: readonly NamedArticle[]): string {
  return [...new Set(named.map(({ words, id }) => words ?? id))].join(', ');
}

function namedNote(references: readonly NamedArticle[]): Note | undefined {
  if (references.length === 0) return undefined;
  return { code: 'named-first', sentence: `The query names ${wordsOf(references)}: named articles come first.` };
}

function absentNote(absent: readonly string[], { build }: GraphReader): Note | undefined {
  if (absent.length === 0) return undefined;
  const place = `build ${build.number} of graph ${build.graph}`;
  return {
    code: 'named-absent',
    sentence: `The query names ${absent.join(', ')}, which ${place} does not have, or the request leaves out.`,
  };
}

/** Models taught on Chinese alone say so in their names. */
function languageNote({ build: { space } }: GraphReader, statutes: StatuteCatalogue['language']): Note | undefined {
  const readsAll = space?.semantic === true && !/-zh\b/.test(space.model);
  if (readsAll) return undefined;
  const cause = space ? `${space.model} can't compare the two` : 'words alone can be compared';
  return {
    code: 'language-unread',
    sentence: `The query is in another language than the statutes (${statutes}), and ${cause}: ask in their language, or set a language model, which translates.`,
  };
}
