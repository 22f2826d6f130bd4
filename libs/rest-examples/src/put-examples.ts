import type { OpenAPIObject } from '@nestjs/swagger';
import examples from './examples.json' with { type: 'json' };

/**
 * What each operation is sent and answers, out of the sample statutes, by the place of the body: `request` or a status, and the content type
 * where it is not JSON, as in `200 text/event-stream`.
 */
const bodies: Readonly<Record<string, Readonly<Record<string, unknown>>>> = examples.operations;
const values: Readonly<Record<string, unknown>> = examples.values;

/** Examples of path parameters. Where one name has several meanings, the key is what stands before it in the path. */
const parameters: Readonly<Record<string, unknown>> = {
  graph: 'default',
  number: 1,
  'statutes/id': 'J0070017',
  'articles/id': 'J0070017:52',
  'keys/name': 'reading-room',
  'models/name': 'bge-m3',
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Content = Record<string, { example?: unknown }>;

/** Adds an example to every body that is not a file, and to every path parameter, of an OpenAPI document. */
export function putExamples(document: OpenAPIObject): void {
  for (const [path, { get, post, put, delete: remove }] of Object.entries(document.paths))
    for (const operation of [get, post, put, remove]) if (operation) putInto(operation, path);
}

function putInto(operation: Operation, path: string): void {
  const given = written(bodies[operation.operationId ?? ''] ?? {}) as Readonly<Record<string, unknown>>;
  putBody(operation.requestBody, 'request', given);
  for (const [status, answer] of Object.entries(operation.responses)) putBody(answer, status, given);
  for (const parameter of operation.parameters ?? [])
    if ('in' in parameter && parameter.in === 'path') parameter.example = parameterOf(path, parameter.name);
}

function putBody(body: object | undefined, place: string, given: Readonly<Record<string, unknown>>): void {
  const { content = {} } = (body ?? {}) as { readonly content?: Content };
  for (const [type, described] of Object.entries(content)) {
    const example = given[type === 'application/json' ? place : `${place} ${type}`];
    if (example !== undefined) described.example = example;
  }
}

function parameterOf(path: string, name: string): unknown {
  const [, before = ''] = new RegExp(`([\\w-]+)/\\{${name}\\}`).exec(path) ?? [];
  return parameters[name] ?? parameters[`${before}/${name}`];
}

/** What is written otherwise than it is sent. */
interface Written {
  /** One of the values; what stands beside it is merged into that, and null takes a field away (RFC 7396). */
  readonly $ref?: string;
  /** Types and data of an event stream. */
  readonly $events?: readonly (readonly [type: string, data: unknown])[];
  /** JSON lines. */
  readonly $lines?: readonly unknown[];
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref: name, $events: events, $lines: lines, ...own } = value as Written;
  if (events) return events.map(([type, data]) => `event: ${type}\ndata: ${jsonOf(data)}\n\n`).join('');
  if (lines) return lines.map((line) => `${jsonOf(line)}\n`).join('');
  const fields = Object.entries(own).map(([field, given]) => [field, written(given)] as const);
  if (name === undefined) return Object.fromEntries(fields);
  const merged = Object.entries({ ...(written(values[name]) as object), ...Object.fromEntries(fields) });
  return Object.fromEntries(merged.filter(([field, given]) => given !== null || !(field in own)));
}

function jsonOf(value: unknown): string {
  return JSON.stringify(written(value));
}
