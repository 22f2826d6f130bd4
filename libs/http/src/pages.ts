import { boundedInteger } from '@lexhop/foundation';
import { z } from 'zod';

const digits = (value: unknown) => (typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value);
const within = (least: number, most: number) => boundedInteger(least, most, `a whole number from ${least} to ${most}`);

/** Schema of a whole number in a path or a query parameter, from `least` to `most`. Only decimal digits are taken: `0x10`, `1e2` and an empty value are refused. */
export const wholeNumber = (least: number, most: number) => z.preprocess(digits, within(least, most));

/** The same for a parameter that may be left out; `usual` is its default. */
export const wholeNumberOr = (usual: number, least: number, most: number) =>
  z.preprocess(digits, within(least, most).default(usual));

/** Query parameters of every list: `after` is the id to begin after, `limit` the most items, 50 by default. */
export const pageQuerySchema = z.object({
  after: z.string().max(300).optional().describe('The last id of the page before.'),
  limit: wholeNumberOr(50, 1, 500).describe('At most this many, 500 at most.'),
});

/** Schema of a query parameter that is a list, separated by commas: 1 to 1,000 items. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(1000));

/** Schema of a query parameter that is true or false (also `1` or `0`); false by default. */
export const flag = z
  .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'], error: 'true or false' })
  .meta({ enum: ['true', 'false', '1', '0'] })
  .default(false);

/** The fields of a page: its items, and in `next` the value of `after` for the next page. The last page has no `next`. */
export function pageFields<Item extends z.ZodType>(item: Item) {
  return { items: z.array(item), next: z.string().optional() };
}

/** Makes a page of up to `limit` items. To know whether more follow, read `limit + 1` items and give all of them. */
export function pageOf<Item>(items: readonly Item[], limit: number, idOf: (item: Item) => string) {
  const kept = items.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept, ...(items.length > limit && last !== undefined ? { next: idOf(last) } : {}) };
}
