import type { Schema } from '@lexhop/client';
import { pathOf } from '@lexhop/console-parts';

/** The ways to search that can stand side by side: the usual one, then what it is compared with. */
export const modes = ['hop', 'bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop-paper'] as const;
type Mode = (typeof modes)[number];
export type Reading = Schema<'Reading'>;

/** What stands side by side unless the reader chooses. */
export const usualModes: readonly Mode[] = ['hop', 'bm25', 'dense', 'hybrid'];
const usualMode: Mode = 'hop';
const usualTopK = 5;
export const mostResults = 100;
export const refinements = ['auto', 'on', 'off'] as const;

/** A query as the address of the page holds it: a link to the page asks it again. */
export interface Asked {
  /** Empty before anything was asked. */
  readonly query: string;
  readonly mode: Mode;
  /** Those that are compared. */
  readonly modes: readonly Mode[];
  readonly topK: number;
  /** Ids of the only statutes to answer from; empty for all. */
  readonly statutes: readonly string[];
  /** Whether a language model reads the query first. */
  readonly refine: (typeof refinements)[number];
  /** What the reader made of the query's reading, searched by in its place. */
  readonly reading?: Reading;
  /** Id of the article that is read beside the answer. */
  readonly read?: string;
}

/** What an address, or a form with fields of the same names, asks; what it says wrongly is as if it were not there. */
export function askedFrom(search: string | URLSearchParams): Asked {
  const parameters = new URLSearchParams(search);
  const named = listIn(parameters, 'modes');
  const chosen = modes.filter((mode) => named.includes(mode));
  return {
    query: parameters.get('q')?.trim() ?? '',
    mode: modes.find((mode) => mode === parameters.get('mode')) ?? usualMode,
    modes: chosen.length > 0 ? chosen : usualModes,
    topK: topKIn(parameters.get('k')),
    statutes: listIn(parameters, 'statutes'),
    refine: refinements.find((each) => each === parameters.get('refine')) ?? 'auto',
    reading: readingIn(parameters.get('reading')),
    read: parameters.get('read') ?? undefined,
  };
}

function topKIn(text: string | null): number {
  const topK = Number(text);
  return Number.isInteger(topK) && topK >= 1 && topK <= mostResults ? topK : usualTopK;
}

function readingIn(json: string | null): Reading | undefined {
  if (json === null) return undefined;
  try {
    // The server judges the rest of it, and says what is wrong.
    const reading: unknown = JSON.parse(json);
    const isReading = typeof reading === 'object' && reading !== null && 'issues' in reading && 'references' in reading;
    return isReading ? (reading as Reading) : undefined;
  } catch {
    return undefined;
  }
}

/** The address that asks this, or compares its modes; what is as usual is left out. */
export function addressOf(asked: Asked, page: 'ask' | 'compare' = 'ask'): string {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | undefined, usual = '') => {
    if (value !== undefined && value !== usual) parameters.set(name, value);
  };
  put('q', asked.query);
  put('mode', asked.mode, usualMode);
  put('modes', asked.modes.join(), usualModes.join());
  put('k', String(asked.topK), String(usualTopK));
  put('statutes', asked.statutes.join());
  put('refine', asked.refine, 'auto');
  put('reading', asked.reading && JSON.stringify(asked.reading));
  put('read', asked.read);
  return `${pathOf('ask', ...(page === 'ask' ? [] : [page]))}?${parameters.toString()}`;
}

function listIn(parameters: URLSearchParams, name: string): readonly string[] {
  return parameters
    .getAll(name)
    .flatMap((list) => list.split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** The body of the request that asks this. */
export function requestOf({ query, mode, topK, statutes, refine, reading }: Asked) {
  return {
    query,
    mode,
    topK,
    explain: true,
    statutes: statutes.length > 0 ? [...statutes] : undefined,
    refine: refine === 'auto' ? undefined : refine,
    reading,
  };
}

/** The same query for a terminal. Where a key is needed, it stands there as a variable, never itself. */
export function curlOf(origin: string, graph: string, asked: Asked, needsKey: boolean): string {
  const lines = [
    `curl -s ${origin}/api/v1/graphs/${graph}/retrieve`,
    `-H 'content-type: application/json'`,
    ...(needsKey ? [`-H "authorization: Bearer $LEXHOP_API_KEY"`] : []),
    `-d ${quoted(JSON.stringify(requestOf(asked)))}`,
  ];
  return lines.join(' \\\n  ');
}

/** A word of a POSIX shell that holds exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
