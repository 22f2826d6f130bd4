import { z } from 'zod';

const digits = (value: unknown) => (typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value);
const within = (least: number, most: number) =>
  z
    .number({ error: `a whole number from ${least} to ${most}` })
    .int()
    .min(least)
    .max(most);

/** A whole number in a path or a query parameter, in decimal digits alone: `0x10`, `1e2` and an empty value are none. */
export const wholeNumber = (least: number, most: number) => z.preprocess(digits, within(least, most));

/** The same where it may be left out. */
export const wholeNumberOr = (usual: number, least: number, most: number) =>
  z.preprocess(digits, within(least, most).default(usual));

/** Query parameters of every list: what comes after an id, and how much of it. */
export const pageQuerySchema = z.object({
  after: z.string().max(300).optional().describe('The last id of the page before.'),
  limit: wholeNumberOr(50, 1, 500).describe('At most this many, 500 at most.'),
});

/** A list in a query parameter, separated by commas; 1,000 at most. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(1000));

/** A query parameter that is true or false. */
export const flag = z
  .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'], error: 'true or false' })
  .meta({ enum: ['true', 'false', '1', '0'] })
  .default(false);

/** A page: its items, and what to ask the next page with; no `next` on the last. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/** Makes a page of a list that was asked for one item more than the page holds. */
export function pageOf<Item>(items: readonly Item[], limit: number, idOf: (item: Item) => string) {
  const kept = items.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept, ...(items.length > limit && last !== undefined ? { next: idOf(last) } : {}) };
}
