import type { BuildRun, BuildStep } from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';

/** A batch of one run of a build, identified by its range, because its name changes when a step is planned again. */
export interface BegunBatch extends BuildRun {
  readonly step: BuildStep;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** What a worker was at when it died is of interest for as long as the run lasts. */
export const begunBatchTable = `
CREATE TABLE begun_batch (
  graph_id int NOT NULL,
  number int NOT NULL,
  run int NOT NULL,
  step text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  from_id text COLLATE "C" NOT NULL,
  to_id text COLLATE "C" NOT NULL,
  worker text COLLATE "C" NOT NULL,
  deaths int NOT NULL DEFAULT 0,
  PRIMARY KEY (graph_id, number, run, step, kind, from_id, to_id)
);
`;

type OfBatch = readonly [
  graph: string,
  number: number,
  run: number,
  step: BuildStep,
  kind: string,
  from: string,
  to: string,
];

const statements = {
  deaths: statement<readonly [...OfBatch, worker: string], { deaths: number }>(
    `SELECT deaths + (worker <> $8)::int AS deaths FROM begun_batch b JOIN graph g ON g.id = b.graph_id
     WHERE g.name = $1 AND (b.number, b.run, b.step, b.kind, b.from_id, b.to_id) = ($2, $3, $4, $5, $6, $7)`,
  ),
  begin: statement<readonly [...OfBatch, worker: string], { deaths: number }>(
    `INSERT INTO begun_batch AS b (graph_id, number, run, step, kind, from_id, to_id, worker)
     SELECT id, $2, $3, $4, $5, $6, $7, $8 FROM graph WHERE name = $1
     ON CONFLICT (graph_id, number, run, step, kind, from_id, to_id) DO UPDATE
     SET deaths = b.deaths + CASE WHEN b.worker = excluded.worker THEN 0 ELSE 1 END, worker = excluded.worker
     RETURNING deaths`,
  ),
  end: statement<readonly [...OfBatch, worker: string]>(
    `DELETE FROM begun_batch b USING graph g WHERE g.name = $1 AND b.graph_id = g.id AND b.number = $2
     AND (b.run < $3 OR (b.run = $3 AND (b.step <> $4 OR (b.kind, b.from_id, b.to_id, b.worker) = ($5, $6, $7, $8))))`,
  ),
} as const;

/** Records which batches were begun and have not ended, and so in which batches workers died. */
export class BegunBatches {
  constructor(private readonly database: Database) {}

  /** How many workers have died in a batch so far, if this worker begins it now. */
  async deaths(batch: BegunBatch, worker: string): Promise<number> {
    const [begun] = await this.database.rows(statements.deaths, [...keyOf(batch), worker]);
    return begun?.deaths ?? 0;
  }

  /**
   * Records that a worker is about to begin a batch; gives how many workers have died in it so far in this run. A worker that begins a batch again
   * has not died. For a graph that does not exist, nothing is recorded.
   * @param worker the name of a process, which no other process ever has
   */
  async begin(batch: BegunBatch, worker: string): Promise<number> {
    const [begun] = await this.database.rows(statements.begin, [...keyOf(batch), worker]);
    return begun?.deaths ?? 0;
  }

  /**
   * Records that a batch has ended, successfully or not, so its worker lives. Where another worker has begun it meanwhile, that record stays. Records
   * of the build's other steps and earlier runs are deleted with it.
   */
  async end(batch: BegunBatch, worker: string): Promise<void> {
    await this.database.run(statements.end, [...keyOf(batch), worker]);
  }
}

function keyOf({ graph, number, run, step, kind, from, to }: BegunBatch): OfBatch {
  return [graph, number, run, step, kind, from, to];
}
