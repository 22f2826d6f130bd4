import { namedObject } from './object-schemas.js';
import { z } from 'zod';

/** Why something is as it is: a sentence in English, and the code and facts by which it is told in other languages. */
export const reasonSchema = namedObject('Reason', {
  reason: z.string().describe('Why, in a sentence.'),
  code: z.string().optional().describe('Stable: what the reason is, for programs and for other languages.'),
  facts: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe('What stands in the sentence.'),
});
export type Reason = Readonly<z.infer<typeof reasonSchema>>;

/** A reason with the facts that its sentence holds. */
export function because(code: string, reason: string, facts?: NonNullable<Reason['facts']>): Reason {
  return { reason, code, ...(facts && { facts }) };
}

/**
 * The base of every error LexHop raises on purpose.
 *
 * The message is a sentence for people, with the numbers in it; `code` is stable and for machines; `retryable` says
 * whether the same call may succeed later without anybody changing anything. Facts are readonly fields of subclasses.
 */
export abstract class LexHopError extends Error {
  /** That of the class. */
  override readonly name = this.constructor.name;
  /** Stable, kebab-case; part of the REST contract (RFC 9457 `code`). */
  abstract readonly code: string;
  readonly retryable: boolean = false;
  /** What the caller can do about it, in a sentence, where there is something to do. */
  readonly hint?: string;
  /** What lies under it, where that has a code of its own. */
  readonly why?: Reason;
}

/** Whatever was thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The code of what the operating system or a driver threw, where it has one. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Why something failed, in a few words. Node's `fetch` says only "fetch failed": the words, or at least a code, are in its cause. */
export function whyFailed(thrown: unknown): string {
  const { message, cause } = asError(thrown);
  return cause instanceof Error ? cause.message || (codeOf(cause) ?? cause.name) : message;
}

/** What was thrown, as a reason: its message with the code and facts of what lies under it, else its own code. */
export function reasonOf(thrown: unknown): Reason {
  if (!(thrown instanceof LexHopError)) return { reason: asError(thrown).message };
  return { code: thrown.code, ...thrown.why, reason: thrown.message };
}

/** A setting that can't work: names the variable, the value and what is allowed, in one line. */
export class SettingError extends LexHopError {
  override readonly code = 'setting-invalid';

  constructor(
    readonly variable: string,
    readonly value: string | undefined,
    readonly allowed: string,
  ) {
    super(`${variable} is ${value === undefined ? 'not set' : JSON.stringify(value)}: ${allowed}`);
  }
}

/** A variable that is no setting and almost named like one. */
export class UnknownSettingError extends LexHopError {
  override readonly code = 'setting-invalid';

  constructor(
    readonly variable: string,
    readonly meant: string,
  ) {
    super(`${variable} is no setting of LexHop: is ${meant} meant?`);
  }
}

/** A worker thread ended while somebody waited for it. */
export class WorkerGoneError extends LexHopError {
  override readonly code = 'worker-thread-gone';
  override readonly retryable = true;

  constructor(cause: Error) {
    super(`A worker thread is gone: ${cause.message}.`, { cause });
  }
}
