import type { Page } from '../../statute-store.js';

/** The page of a list that is in order of id. */
export function pageOf<Value>(
  values: readonly Value[],
  page: Page & { readonly upTo?: string | undefined },
  idOf: (value: Value) => string,
): Value[] {
  const { after, upTo, limit } = page;
  const isIn = (id: string) => (after === undefined || id > after) && (upTo === undefined || id <= upTo);
  return values.filter((value) => isIn(idOf(value))).slice(0, limit);
}
