import { oncePerKey } from '@lexhop/foundation';
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

/** What was understood of a query before the search. */
export interface Understood {
  readonly reading: Reading;
  /** Whether the query only names articles and says nothing else. */
  readonly namesOnly: boolean;
  /** Whether the query is in another language than the statutes and has no translation. */
  readonly isForeign: boolean;
  readonly notes: readonly Note[];
}

/** What is understood of a query that is searched for as it is written: nothing. */
export const takenAsItIs: Understood = {
  reading: { references: [], issues: [] },
  namesOnly: false,
  isForeign: false,
  notes: [],
};

/** Gives the language model that reads the queries to a build; undefined where none is set. */
type ReadingProviderOf = (build: BuildReference) => ReadingProvider | undefined;

/** Reads queries before the search: the articles that they name, their language, and what a language model understands of them. */
export class QueryReader {
  /** Readings in progress, so that the same query of several callers at once costs one call. */
  readonly #asking = new Map<string, Promise<Asked>>();

  constructor(private readonly providerOf: ReadingProviderOf = () => undefined) {}

  /**
   * Reads a query. A failure of the language model never rejects: it becomes a note. A reading in the request is used in place of a call, and its
   * references, if it has any, in place of those in the query. For a mode that searches for queries as they are written (`reads` is false), the
   * result only says which articles are named but not put first. For one that uses names only (`names`), the language model is asked only about
   * queries in another language than the statutes.
   */
  async read(reader: GraphReader, request: RetrieveRequest, reads: Strategy['reads']): Promise<Understood> {
    const catalogue = await catalogueOf(reader);
    const found = referencesIn(request.query, catalogue.names);
    const given = request.reading?.references;
    const articles = await (given ? namedBy(reader, request, given) : namedIn(reader, request, found));
    if (!reads) return { ...takenAsItIs, notes: notesOfIgnored(articles, request) };
    const { named } = articles;
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
    return oncePerKey(this.#asking, key, () =>
      askForReading(query, { statutes: catalogue.language, query: language }, provider).finally(() =>
        this.#asking.delete(key),
      ),
    );
  }
}

const noModel: ReadingNote = {
  code: 'no-language-model',
  sentence: 'No language model is set, so the query was searched for as it is written, not for the legal issues in it.',
};

/** The reading that the request sent back, else the one that was made of the query. */
function readingOf(
  { reading: given }: RetrieveRequest,
  { named, language, asked }: { named: NamedArticles['named']; language: Reading['language']; asked: Asked },
): Reading {
  const own = { references: [...named], ...(language && { language }) };
  if (!given) return { ...own, issues: [], ...asked.reading };
  return { ...own, ...given, references: own.references, by: given.by ?? 'request' };
}

/** A note where the embedding can't compare the query's language with the statutes'. Models that read only Chinese have `-zh` in their names. */
function languageNote({ build: { space } }: GraphReader, statutes: StatuteCatalogue['language']): Note | undefined {
  const readsAll = space?.semantic === true && !/-zh\b/.test(space.model);
  if (readsAll) return undefined;
  const cause = space ? `${space.model} can't compare the two` : 'words alone can be compared';
  return {
    code: 'language-unread',
    sentence: `The query is in another language than the statutes (${statutes}), and ${cause}: ask in their language, or set a language model, which translates.`,
  };
}
