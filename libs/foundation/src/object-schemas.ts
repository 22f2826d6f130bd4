import { z } from 'zod';
import { nearestNames } from './nearest-names.js';

/** The schema of an object that the OpenAPI document has as a component named `id`, so that generated clients have a type of that name. */
export function namedObject<Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) {
  return z.object(shape).meta({ id });
}

/** The same for an object that takes these fields and no others; an unknown field is refused with the nearest known one. */
export function exactObject<Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) {
  const schema = z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownFields(issue.keys as string[], Object.keys(shape)) : undefined,
  });
  return schema.meta({ id });
}

/** The schema of a whole number between two bounds, both included. `error` is the message for any other value. */
export function boundedInteger(least: number, most: number, error: string) {
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
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
