import type { Sql } from './database.js';

/*
 * A build that was seen to lack no vector is marked. One made from it in the same space can then lack only what it opened
 * itself: it looks at those rows instead of at every question of the graph. Links are never deleted, so a mark stays true
 * until the build gets other rows.
 */

/** Takes note that a build has all its vectors, or that it has got rows that may have none. */
export async function markEmbedded(
  sql: Sql,
  { graphId, number }: { readonly graphId: number; readonly number: number },
  embedded: boolean,
): Promise<void> {
  await sql.run('UPDATE build SET embedded = $3 WHERE graph_id = $1 AND number = $2 AND embedded <> $3', [
    graphId,
    number,
    embedded,
  ]);
}

/** The first build whose rows may lack vectors of a build's space: its own number, or 0 for all of them. */
export async function firstUnembedded(sql: Sql, graphId: number, number: number): Promise<number> {
  const [found] = await sql.rows<{ number: number }>(
    `SELECT b.number FROM graph g JOIN build a ON a.graph_id = g.id AND a.number = g.active
     JOIN build b ON b.graph_id = g.id AND b.number > a.number
     WHERE g.id = $1 AND b.number = $2 AND a.embedded AND b.facts->'settings'->>'from' = 'active'
       AND a.facts->'space' = b.facts->'space'`,
    [graphId, number],
  );
  return found?.number ?? 0;
}
