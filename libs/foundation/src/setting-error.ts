import { LexHopError } from './lexhop-error.js';

/** A setting that can't work: names the variable, the value and what is allowed, in one line. */
export class SettingError extends LexHopError {
  override readonly name = 'SettingError';
  override readonly code = 'setting-invalid';

  constructor(
    readonly variable: string,
    readonly value: string | undefined,
    readonly allowed: string,
  ) {
    super(`${variable} is ${value === undefined ? 'not set' : JSON.stringify(value)}: ${allowed}`);
  }
}
