import { pathOf } from '../../layout/navigation.js';

/** The ways to answer that can stand side by side, baselines first. */
export const modes = ['bm25', 'dense', 'hybrid', 'hop', 'hybrid-rrf', 'hop-paper'] as const;
export type Mode = (typeof modes)[number];

/** What stands side by side unless the reader chooses. */
export const usualModes: readonly Mode[] = ['bm25', 'dense', 'hybrid', 'hop'];
export const usualTopK = 5;
export const mostResults = 100;

/** A question as the address of the page holds it: a link to the page asks it again. */
export interface Asked {
  /** Empty before anything was asked. */
  readonly query: string;
  readonly modes: readonly Mode[];
  readonly topK: number;
  /** Ids of the only statutes to answer from; empty for all. */
  readonly statutes: readonly string[];
}

/** What an address asks; what it says wrongly is as if it were not there. */
export function askedFrom(search: string): Asked {
  const parameters = new URLSearchParams(search);
  const named = listIn(parameters, 'modes');
  const chosen = modes.filter((mode) => named.includes(mode));
  const topK = Number(parameters.get('k'));
  return {
    query: parameters.get('q')?.trim() ?? '',
    modes: chosen.length > 0 ? chosen : usualModes,
    topK: Number.isInteger(topK) && topK >= 1 && topK <= mostResults ? topK : usualTopK,
    statutes: listIn(parameters, 'statutes'),
  };
}

/** The address that asks this; what is as usual is left out. */
export function addressOf(graph: string, { query, modes: chosen, topK, statutes }: Asked): string {
  const parameters = new URLSearchParams();
  if (query !== '') parameters.set('q', query);
  if (chosen.join() !== usualModes.join()) parameters.set('modes', chosen.join());
  if (topK !== usualTopK) parameters.set('k', String(topK));
  if (statutes.length > 0) parameters.set('statutes', statutes.join());
  return `${pathOf(graph, 'ask')}?${parameters.toString()}`;
}

function listIn(parameters: URLSearchParams, name: string): readonly string[] {
  return (parameters.get(name) ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
