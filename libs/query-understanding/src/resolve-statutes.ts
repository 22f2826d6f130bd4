import { UnknownStatutesError } from './errors.js';
import type { StatuteNames } from './statute-names.js';

/**
 * The ids of the statutes that people name (勞基法, 民法, `J0070017`), each once, in their order.
 * Throws an UnknownStatutesError, with the nearest names, where no statute has one of the names.
 */
export function resolveStatutes(
  names: StatuteNames,
  given: readonly string[],
  { place, graph }: { readonly place: string; readonly graph: string },
): readonly string[] {
  const asked = [...new Set(given)];
  const meant = asked.map((name) => ({ name, id: names.idOf(name) }));
  const unknown = meant.filter(({ id }) => id === undefined).map(({ name }) => name);
  if (unknown.length > 0) {
    const facts = unknown
      .toSorted()
      .map((name, index) => ({ name, nearest: index < mostWithNearest ? names.nearest(name) : [] }));
    throw new UnknownStatutesError(place, graph, { unknown: facts, asked: asked.length });
  }
  return [...new Set(meant.flatMap(({ id }) => id ?? []))];
}

/** Nearest names are looked for only for the first few unknown names, because that takes time. */
const mostWithNearest = 5;
