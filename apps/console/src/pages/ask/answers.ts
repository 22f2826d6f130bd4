import { answerOf, type Schema } from '@lexhop/client';
import { useQueries } from '@tanstack/react-query';
import { rest } from '../../server/rest-client.js';
import type { Asked, Mode } from './asked.js';
import { requestOf } from './copy-button.js';

export type Answer = Schema<'RetrieveAnswer'>;
export type Result = Answer['results'][number];
export type Explanation = NonNullable<Result['explanation']>;
export type PathStep = Explanation['path'][number];

/** What each mode answers, asked side by side; nothing is asked before there is a query. */
export function useAnswers(graph: string, asked: Asked) {
  return useQueries({
    queries: asked.modes.map((mode) => ({
      queryKey: ['retrieve', graph, mode, asked.query, asked.topK, asked.statutes],
      enabled: asked.query !== '',
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(graph, asked, mode, signal),
    })),
  });
}

function ask(graph: string, asked: Asked, mode: Mode, signal: AbortSignal): Promise<Answer> {
  const body = requestOf(asked, mode);
  return answerOf(rest.POST('/api/v1/graphs/{graph}/retrieve', { params: { path: { graph } }, body, signal }));
}
