import type { OpenAPIObject } from '@nestjs/swagger';
import { answerExamples } from './answers.js';
import { articleExamples } from './articles.js';
import { buildExamples } from './builds.js';
import { modelExamples } from './models.js';
import type { OperationExamples } from './operation-examples.js';
import { serviceExamples } from './service.js';
import { statuteExamples } from './statutes.js';

const bodies: OperationExamples = {
  ...answerExamples,
  ...articleExamples,
  ...buildExamples,
  ...modelExamples,
  ...serviceExamples,
  ...statuteExamples,
};

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
  const given = bodies[operation.operationId ?? ''] ?? {};
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
