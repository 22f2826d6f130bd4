import { z } from 'zod';
import { nearestNames } from './nearest-names.js';

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
  const byLetters = new Map(known.map((field) => [field.toLowerCase(), field]));
  const [letters = ''] = nearestNames(name.toLowerCase(), byLetters.keys(), Infinity);
  const nearest = byLetters.get(letters);
  return `there is no field ${JSON.stringify(name)}${nearest === undefined ? '' : `; the nearest is ${nearest}`}`;
}
