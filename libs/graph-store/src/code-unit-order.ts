/** Order of ids everywhere in the store: by code units, as JavaScript compares strings; never by a locale. */
export function byCodeUnits(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
