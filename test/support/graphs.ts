import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Build } from '@lexhop/graph-model';
import type { Api } from './server.js';

export const statutesFile = 'data/intellectual-property.ChLaw.json';
export const bankFile = 'data/intellectual-property.question-bank.jsonl';

/** A form with one file. */
export async function formOf(file: string | { readonly name: string; readonly text: string }): Promise<FormData> {
  const form = new FormData();
  if (typeof file === 'string') form.append('files', await openAsBlob(file), basename(file));
  else form.append('files', new Blob([file.text]), file.name);
  return form;
}

/** Imports the sample statutes, and their question bank unless told otherwise. */
export async function importSample(server: Api, graph: string, { bank = true } = {}): Promise<void> {
  await expectStatus(server.request('POST', `/graphs/${graph}/statutes`, await formOf(statutesFile)), 200);
  if (bank) await expectStatus(server.request('POST', `/graphs/${graph}/questions`, await formOf(bankFile)), 200);
}

/** Begins a build and waits until it ends. */
export async function buildToEnd(server: Api, graph: string, request: object = {}): Promise<Build> {
  const begun = await expectStatus(server.request<Build>('POST', `/graphs/${graph}/builds`, request), 202);
  return untilEnded(server, graph, begun.number);
}

/** Follows a build's events until it ends. */
export async function untilEnded(server: Api, graph: string, number: number): Promise<Build> {
  const response = await fetch(`${server.url}/api/v1/graphs/${graph}/builds/${number}/events`);
  const text = await response.text();
  const last = text
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .at(-1);
  return JSON.parse(last?.slice('data: '.length) ?? 'null') as Build;
}

/** Whether it failed because too many of its workers died in one batch. */
export function isDeadly({ state, failureCode, failures }: Build): boolean {
  return state === 'failed' && [failureCode, ...failures.map(({ code }) => code)].includes('batch-deadly');
}

/** The same of a build whose workers were killed: where too many died in one batch it is retried, as its owner would. */
export async function untilEndedDespiteKills(server: Api, graph: string, number: number): Promise<Build> {
  const build = await untilEnded(server, graph, number);
  if (!isDeadly(build)) return build;
  await expectStatus(server.request('POST', `/graphs/${graph}/builds/${number}/retry`), 202);
  return untilEndedDespiteKills(server, graph, number);
}

/** The answer's body, when its status is this one. */
export async function expectStatus<Body>(
  answer: Promise<{ readonly status: number; readonly body: Body }>,
  status: number,
): Promise<Body> {
  const { status: actual, body } = await answer;
  if (actual !== status) throw new Error(`expected ${status}, got ${actual}: ${JSON.stringify(body)}`);
  return body;
}
