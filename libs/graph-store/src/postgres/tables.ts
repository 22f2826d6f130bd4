import { statement, type Parameters, type Sql, type Statement } from '@lexhop/postgres';

/** A part of a list that is ordered by id: what comes after `after`, at most `limit` of it. */
export interface Page {
  readonly after?: string;
  readonly limit: number;
}

/** A page of the ids up to `upTo`, included; of all where it is absent. */
export interface PageUpTo extends Page {
  readonly upTo?: string;
}

/** Fields as they are called outside (camelCase), with their SQL types. */
export type Fields = Readonly<Record<string, string>>;

/** A table of rows that live from build `since` to before build `until`; at most one row of a key is seen by a build. */
export interface VersionedTable {
  readonly name: string;
  /** What names a row within its graph. */
  readonly key: Fields;
  /** The others. */
  readonly values: Fields;
  /** When row `t` of the table needs no new version to be the desired row `d`. */
  readonly isSame: string;
}

/** A table whose rows are the same where all of their values are. */
function versioned(name: string, key: Fields, values: Fields): VersionedTable {
  const equal = Object.keys(values)
    .map(columnOf)
    .map((column) => `t.${column} IS NOT DISTINCT FROM d.${column}`);
  return { name, key, values, isSame: equal.join(' AND ') };
}

/** A node keeps its row while its content hash stays the same and it stays live, or stays not live. */
export const nodes: VersionedTable = {
  name: 'node',
  key: { id: 'text' },
  values: {
    level: 'text',
    statuteId: 'text',
    statuteTitle: 'text',
    number: 'text',
    paragraph: 'int',
    headingPath: 'text[]',
    text: 'text',
    language: 'text',
    repealed: 'boolean',
    abolished: 'boolean',
    modifiedOn: 'text',
    url: 'text',
    position: 'int',
    contentHash: 'text',
  },
  isSame: 't.content_hash = d.content_hash AND (t.repealed OR t.abolished) = (d.repealed OR d.abolished)',
};

/** That a node was drafted, from which text and by whom. */
export const drafted = versioned('drafted', { nodeId: 'text' }, { contentHash: 'text', draftingKey: 'text' });

export const questions = versioned(
  'question',
  { direction: 'direction', id: 'text' },
  { nodeId: 'text', text: 'text', keywords: 'text[]', draftedBy: 'text' },
);

export const matches = versioned(
  'match',
  { outgoing: 'text' },
  { incoming: 'text', source: 'text', target: 'text', score: 'float8' },
);

export const edges = versioned(
  'edge',
  { id: 'text' },
  {
    kind: 'edge_kind',
    source: 'text',
    target: 'text',
    outgoingQuestion: 'text',
    incomingQuestion: 'text',
    score: 'float8',
    text: 'text',
    weight: 'float8',
    relation: 'text',
  },
);

/** Every table of versioned rows. */
export const versionedTables: readonly VersionedTable[] = [nodes, drafted, questions, matches, edges];

/** All fields of a table. */
export function fieldsOf({ key, values }: VersionedTable): Fields {
  return { ...key, ...values };
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function columnsOf(fields: Fields, alias?: string): string {
  const prefix = alias === undefined ? '' : `${alias}.`;
  return Object.keys(fields)
    .map((field) => `${prefix}${columnOf(field)}`)
    .join(', ');
}

/** Columns under the names of their fields, for reading: `t.node_id AS "nodeId"`. */
export function named(fields: Fields, alias = 't'): string {
  return Object.keys(fields)
    .map((field) => `${alias}.${columnOf(field)} AS "${field}"`)
    .join(', ');
}

/** Columns as one JSON object of the fields, absent ones left out. */
export function objectOf(fields: Fields, alias: string): string {
  const pairs = Object.keys(fields).map((field) => `'${field}', ${alias}.${columnOf(field)}`);
  return `json_strip_nulls(json_build_object(${pairs.join(', ')}))`;
}

/** The keywords of a question edge: those of its incoming question `i` and its outgoing question `o`. */
export function keywordsOfEdge(alias = 't'): string {
  return `CASE WHEN ${alias}.kind = 'question' THEN ARRAY(
    SELECT DISTINCT word COLLATE "C" AS word FROM unnest(i.keywords || o.keywords) AS given(word) ORDER BY word
  ) END`;
}

/** Rows given as one JSON array in parameter `$place`, as a table that can be selected from. */
export function jsonRows(fields: Fields, place: number): string {
  const typed = Object.entries(fields).map(([field, type]) => `"${field}" ${type}`);
  const renamed = Object.keys(fields).map((field) => `"${field}" AS ${columnOf(field)}`);
  return `SELECT ${renamed.join(', ')} FROM json_to_recordset($${place}::json) AS given(${typed.join(', ')})`;
}

/** A statement whose rows come as one JSON text: Postgres writes it and JSON.parse reads it several times faster than column by column. */
type PageStatement<Given extends Parameters, Row> = Statement<Given, { readonly page: readonly Row[] | null }>;

export function pageStatement<Given extends Parameters, Row>(text: string): PageStatement<Given, Row> {
  return statement(`SELECT json_agg(json_strip_nulls(row_to_json(listed))) AS page FROM (${text}) listed`);
}

/** The rows of such a statement as plain objects, absent fields left out. */
export async function readPage<Given extends Parameters, Row>(
  sql: Sql,
  page: PageStatement<Given, Row>,
  parameters: Given,
): Promise<readonly Row[]> {
  const [read] = await sql.rows(page, parameters);
  return read?.page ?? [];
}
