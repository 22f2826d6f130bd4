import type { Output } from '../terminal/output.js';

/** Keeps what a command says: `lines` of the answer, `values` said as JSON, and remarks. */
export class ToldOutput implements Output {
  readonly lines: string[] = [];
  readonly values: unknown[] = [];
  readonly remarks: string[] = [];

  line(text = ''): void {
    this.lines.push(text);
  }

  json(value: unknown): void {
    this.values.push(value);
  }

  remark(text: string): void {
    this.remarks.push(text);
  }
}
