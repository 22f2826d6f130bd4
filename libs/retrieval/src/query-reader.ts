import type { BuildReference, GraphReader } from '@lexhop/graph-model';
import {
  areComparable,
  type Asked,
  askForReading,
  languageOfQuery,
  namesNothingElse,
  type ReadingNote,
  referencesIn,
  type Reading,
  type ReadingProvider,
} from '@lexhop/query-understanding';
import type { Note } from './answer.js';
import { type NamedArticles, namedBy, namedIn, notesOfIgnored, notesOfNamed } from './named-articles.js';
import type { RetrieveRequest } from './request.js';
import { catalogueOf, type StatuteCatalogue } from './statute-catalogue.js';
import type { Strategy } from './strategies.js';

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
   * Never rejects because of a language model: the plain answer is given, with a note. A reading in the request takes the place of asking,
   * and its references, where it has them, that of those in the query. For a mode that takes queries as they are (`reads` is false) it says
   * only which articles are named and not put first; one that searches for no issues asks about queries in another language alone.
   */
  async read(reader: GraphReader, request: RetrieveRequest, reads: Strategy['reads']): Promise<Understood> {
    const catalogue = await catalogueOf(reader);
    const found = referencesIn(request.query, catalogue.names);
    const given = request.reading?.references;
    const articles = await (given ? namedBy(reader, request, given) : namedIn(reader, request, found));
    const { named } = articles;
    if (!reads)
      return {
        reading: { references: [...named], issues: [] },
        namesOnly: false,
        isForeign: false,
        notes: notesOfIgnored(articles, request),
      };
    const namesOnly = named.length > 0 && namesNothingElse(found);
    const language = languageOfQuery(request.query, catalogue.language);
    const isComparable = areComparable(language, catalogue.language);
    const isAsked = !namesOnly && (reads === 'issues' || !isComparable);
    const asked = isAsked ? await this.#ask(reader, request, { catalogue, language }) : {};
    const reading = readingOf(request, { named, language, asked });
    const isForeign = !isComparable && !reading.translation;
    const notes = [
      ...notesOfNamed(articles, reader),
      asked.note,
      isForeign ? languageNote(reader, catalogue.language) : undefined,
    ];
    return { reading, namesOnly, isForeign, notes: notes.filter((each) => each !== undefined) };
  }

  async #ask(
    reader: GraphReader,
    { query, refine = 'auto', reading }: RetrieveRequest,
    { catalogue, language }: { catalogue: StatuteCatalogue; language: Reading['language'] },
  ): Promise<Asked> {
    if (reading || refine === 'off') return {};
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
function readingOf(
  { reading: given }: RetrieveRequest,
  { named, language, asked }: { named: NamedArticles['named']; language: Reading['language']; asked: Asked },
): Reading {
  const own = { references: [...named], ...(language && { language }) };
  if (!given) return { ...own, issues: [], ...asked.reading };
  return { ...own, ...given, references: own.references, by: given.by ?? 'request' };
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
