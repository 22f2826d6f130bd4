import { byCodeUnits } from '../code-unit-order.js';
import type { Neo4jConnection } from './connection.js';
import type { Outline } from './outline.js';

/** A node as the build has it and as the statutes have it: one of them, or both. */
export interface Pair {
  readonly present: Outline | undefined;
  readonly wanted: Outline | undefined;
}

/** One side of a comparison, read in pages of `limit`, in order of id. */
export async function* outlines(
  connection: Neo4jConnection,
  statement: string,
  parameters: Readonly<Record<string, unknown>> & { readonly limit: number },
): AsyncGenerator<Outline> {
  for (let after = ''; ;) {
    const page = await connection.rows<{ node: Outline }>(statement, { ...parameters, after });
    for (const { node } of page) yield node;
    const last = page.at(-1);
    if (!last || page.length < parameters.limit) return;
    after = last.node.id;
  }
}

/** Both sides in step, in order of id. */
export async function* pairsOf(
  present: AsyncGenerator<Outline>,
  wanted: AsyncGenerator<Outline>,
): AsyncGenerator<Pair> {
  let [one, other] = [await nextOf(present), await nextOf(wanted)];
  while (one || other) {
    const order = orderOf(one, other);
    yield { present: order <= 0 ? one : undefined, wanted: order >= 0 ? other : undefined };
    if (order <= 0) one = await nextOf(present);
    if (order >= 0) other = await nextOf(wanted);
  }
}

/** A side that has ended comes last. */
function orderOf(one: Outline | undefined, other: Outline | undefined): number {
  if (!one) return 1;
  return other ? byCodeUnits(one.id, other.id) : -1;
}

async function nextOf(outlines: AsyncGenerator<Outline>): Promise<Outline | undefined> {
  const { value, done } = await outlines.next();
  return done ? undefined : value;
}
