import { z } from 'zod';

/** An object that takes these fields and no others; one that is not known is refused with the nearest that is. */
export function exactObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownFields(issue.keys as string[], Object.keys(shape)) : undefined,
  });
}

function unknownFields(unknown: readonly string[], known: readonly string[]): string {
  return unknown
    .slice(0, 5)
    .map((name) => unknownField(name.slice(0, 100), known))
    .join('; ');
}

function unknownField(name: string, known: readonly string[]): string {
  const nearest = known.toSorted((one, other) => distance(name, one) - distance(name, other))[0];
  return `there is no field ${JSON.stringify(name)}${nearest === undefined ? '' : `; the nearest is ${nearest}`}`;
}

/** Letters to change, add or leave out to make one name of another, whatever their case. */
function distance(one: string, other: string): number {
  const [from, to] = [one.toLowerCase(), other.toLowerCase()];
  let row = Array.from({ length: to.length + 1 }, (_, place) => place);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [place, wanted] of Array.from(to).entries()) {
      const change = (row[place] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(change, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
