import { createLexHopClient } from '@lexhop/client';
import type { Connection } from '../connect.js';
import type { Output } from '../terminal/output.js';

/** Keeps what a command says: `lines` for people, `values` of answers, and remarks. */
export class ToldOutput implements Output {
  readonly lines: string[] = [];
  readonly values: unknown[] = [];
  readonly remarks: string[] = [];

  answer(value: unknown, lines: readonly string[]): void {
    this.values.push(value);
    this.lines.push(...lines);
  }

  line(text = ''): void {
    this.lines.push(text);
  }

  remark(text: string): void {
    this.remarks.push(text);
  }
}

/** What a command works with that speaks to the server at an address; `output` keeps what it says. */
export function aConnection(url: string): Connection & { readonly output: ToldOutput } {
  const serverEnded = new Promise<void>(() => {});
  return { environment: {}, output: new ToldOutput(), client: createLexHopClient({ url }), serverEnded };
}
