import type { RetrieveAnswer } from '@lexhop/retrieval';
import { presentAnswer } from '../terminal/present-answer.js';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

export interface AskOptions extends GraphOptions {
  readonly mode: string;
  readonly topK: number;
  readonly statutes?: string;
  readonly explain?: boolean;
}

/** `lexhop ask QUERY` */
export function askCommand(context: CommandContext, query: string, options: AskOptions) {
  return withConnection(context, async ({ client }) => {
    const { graph, mode, topK, statutes, explain = false, json } = options;
    const request = {
      query,
      mode,
      topK,
      explain,
      ...(statutes === undefined ? {} : { statutes: statutes.split(',') }),
    };
    const answer = await client.post<RetrieveAnswer>(`/graphs/${graph}/retrieve`, request);
    if (json) return context.output.json(answer);
    for (const line of presentAnswer(answer)) context.output.line(line);
  });
}
