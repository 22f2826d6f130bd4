/**
 * The tables of the books in their first form.
 *
 * Ids are compared in code-unit order (COLLATE "C"). Versioned rows live from build `since` to before build `until`;
 * 2147483647 means that no build has closed them. Long texts keep no statistics: nothing is planned by them.
 *
 * Rows that come by the hundred thousand have no foreign keys, which cost a look-up each: spaces and graphs are never deleted.
 *
 * A call without an outcome is unknown: in flight, or lost with the process that made it. The sums are kept beside the calls,
 * in the same transactions, because a budget is checked before each of what may be a hundred thousand calls.
 */
export const firstTables = `
CREATE TYPE direction AS ENUM ('incoming', 'outgoing');
CREATE TYPE edge_kind AS ENUM ('question', 'citation', 'hierarchy');

CREATE TABLE graph (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  active int
);

CREATE TABLE build (
  graph_id int NOT NULL REFERENCES graph,
  number int NOT NULL,
  run int NOT NULL DEFAULT 1,
  state text NOT NULL DEFAULT 'running',
  step text NOT NULL DEFAULT 'compare',
  attempt int NOT NULL DEFAULT 1,
  -- Whether the rows of the builds before were closed for it, which an import does with its first nodes.
  emptied boolean NOT NULL DEFAULT false,
  -- Whether it was seen to lack no vector of its space.
  embedded boolean NOT NULL DEFAULT false,
  progress jsonb NOT NULL DEFAULT '{}',
  facts jsonb NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  PRIMARY KEY (graph_id, number)
);
CREATE UNIQUE INDEX one_running_build ON build (graph_id) WHERE state = 'running';

CREATE TABLE build_failure (
  graph_id int NOT NULL,
  number int NOT NULL,
  step text COLLATE "C" NOT NULL,
  batch text COLLATE "C" NOT NULL,
  failure jsonb NOT NULL,
  PRIMARY KEY (graph_id, number, step, batch)
);

CREATE TABLE done_batch (
  graph_id int NOT NULL,
  number int NOT NULL,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (graph_id, number, name)
);

CREATE TABLE statute (
  graph_id int NOT NULL REFERENCES graph,
  id text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  record jsonb NOT NULL,
  fingerprint text NOT NULL,
  live_articles int NOT NULL,
  repealed_articles int NOT NULL,
  live_paragraphs int NOT NULL,
  repealed_paragraphs int NOT NULL,
  PRIMARY KEY (graph_id, id)
);

CREATE TABLE statute_node (
  graph_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  level text NOT NULL,
  statute_id text COLLATE "C" NOT NULL,
  statute_title text COLLATE "C" NOT NULL,
  number text NOT NULL,
  paragraph int,
  heading_path text[] NOT NULL,
  text text NOT NULL,
  language text NOT NULL,
  repealed boolean NOT NULL,
  abolished boolean NOT NULL,
  modified_on text,
  url text,
  position int NOT NULL,
  content_hash text COLLATE "C" NOT NULL,
  PRIMARY KEY (graph_id, id)
);
CREATE INDEX statute_node_statute ON statute_node (graph_id, statute_id);

CREATE TABLE bank_entry (
  graph_id int NOT NULL REFERENCES graph,
  article text COLLATE "C" NOT NULL,
  content_hash text COLLATE "C",
  incoming text[] NOT NULL,
  outgoing text[] NOT NULL,
  drafted_by text,
  drafting_key text COLLATE "C" NOT NULL,
  PRIMARY KEY (graph_id, article)
);

CREATE TABLE node (
  LIKE statute_node INCLUDING DEFAULTS,
  since int NOT NULL,
  until int NOT NULL DEFAULT 2147483647,
  -- The last build that renewed in place what does not make another row.
  renewed int NOT NULL DEFAULT 0,
  owner text COLLATE "C" NOT NULL GENERATED ALWAYS AS (id || '@' || left(content_hash, 16)) STORED,
  PRIMARY KEY (graph_id, id, since)
);
CREATE INDEX node_owner ON node (graph_id, owner);
CREATE INDEX node_since ON node (graph_id, since);
CREATE INDEX node_until ON node (graph_id, until) WHERE until < 2147483647;

CREATE TABLE drafted (
  graph_id int NOT NULL,
  node_id text COLLATE "C" NOT NULL,
  content_hash text COLLATE "C" NOT NULL,
  drafting_key text COLLATE "C" NOT NULL,
  since int NOT NULL,
  until int NOT NULL DEFAULT 2147483647,
  PRIMARY KEY (graph_id, node_id, since)
);
CREATE INDEX drafted_until ON drafted (graph_id, until) WHERE until < 2147483647;

CREATE TABLE question (
  graph_id int NOT NULL,
  direction direction NOT NULL,
  id text COLLATE "C" NOT NULL,
  node_id text COLLATE "C" NOT NULL,
  text text NOT NULL,
  keywords text[] NOT NULL,
  drafted_by text NOT NULL,
  since int NOT NULL,
  until int NOT NULL DEFAULT 2147483647,
  PRIMARY KEY (graph_id, direction, id, since)
);
CREATE INDEX question_node ON question (graph_id, node_id);
CREATE INDEX question_since ON question (graph_id, since);
CREATE INDEX question_until ON question (graph_id, until) WHERE until < 2147483647;

CREATE TABLE match (
  graph_id int NOT NULL,
  outgoing text COLLATE "C" NOT NULL,
  incoming text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  score float8 NOT NULL,
  since int NOT NULL,
  until int NOT NULL DEFAULT 2147483647,
  PRIMARY KEY (graph_id, outgoing, since)
);
CREATE INDEX match_incoming ON match (graph_id, incoming);
CREATE INDEX match_source ON match (graph_id, source);
CREATE INDEX match_until ON match (graph_id, until) WHERE until < 2147483647;

CREATE TABLE edge (
  graph_id int NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind edge_kind NOT NULL,
  source text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  outgoing_question text COLLATE "C",
  incoming_question text COLLATE "C",
  score float8,
  text text,
  mutatis_mutandis boolean,
  relation text,
  since int NOT NULL,
  until int NOT NULL DEFAULT 2147483647,
  PRIMARY KEY (graph_id, id, since)
);
CREATE INDEX edge_source ON edge (graph_id, source);
CREATE INDEX edge_target ON edge (graph_id, target);
CREATE INDEX edge_until ON edge (graph_id, until) WHERE until < 2147483647;

CREATE TABLE space (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE vector (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  space_id int NOT NULL,
  hash text COLLATE "C" NOT NULL,
  embedding bytea NOT NULL,
  UNIQUE (space_id, hash)
);

CREATE TABLE vector_link (
  space_id int NOT NULL,
  owner text COLLATE "C" NOT NULL,
  vector_id bigint NOT NULL,
  PRIMARY KEY (space_id, owner)
);

ALTER TABLE statute_node ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN heading_path SET STATISTICS 0;
ALTER TABLE node ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN heading_path SET STATISTICS 0;
ALTER TABLE question ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN keywords SET STATISTICS 0;
-- Floats do not compress: storing them plainly out of line saves the attempt.
ALTER TABLE vector ALTER COLUMN embedding SET STORAGE EXTERNAL, ALTER COLUMN embedding SET STATISTICS 0;

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
