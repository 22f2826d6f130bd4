/**
 * What was paid to language models: every call, its sums, and every reply.
 *
 * A call without an outcome is unknown: in flight, or lost with the process that made it. The sums are kept beside the calls,
 * in the same transactions, because a budget is checked before each of what may be a hundred thousand calls.
 */
export const paidCalls = `
CREATE TABLE ledger_call (
  call_id text COLLATE "C" PRIMARY KEY,
  graph text COLLATE "C" NOT NULL,
  build int NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  model text COLLATE "C" NOT NULL,
  intended_micro_usd bigint NOT NULL,
  outcome text COLLATE "C",
  input_tokens bigint,
  output_tokens bigint,
  micro_usd bigint
);

CREATE TABLE ledger_sum (
  graph text COLLATE "C" NOT NULL,
  build int NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  model text COLLATE "C" NOT NULL,
  completed int NOT NULL DEFAULT 0,
  estimated int NOT NULL DEFAULT 0,
  failed int NOT NULL DEFAULT 0,
  unknown int NOT NULL DEFAULT 0,
  input_tokens bigint NOT NULL DEFAULT 0,
  output_tokens bigint NOT NULL DEFAULT 0,
  micro_usd bigint NOT NULL DEFAULT 0,
  unknown_micro_usd bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (graph, build, purpose, day, model)
);
CREATE INDEX ledger_sum_by_day ON ledger_sum (day);

CREATE TABLE reply (
  content_hash text COLLATE "C" NOT NULL,
  drafting_key text COLLATE "C" NOT NULL,
  text text NOT NULL,
  fault text,
  PRIMARY KEY (content_hash, drafting_key)
);
ALTER TABLE reply ALTER text SET STATISTICS 0;
`;
