import createClient from 'openapi-fetch';
import { fetchFromServer } from './fetch-from-server.js';
import { problemFrom } from './problem-error.js';
import type { paths } from './rest.js';

/** REST, typed by the project's OpenAPI document. */
export const rest = createClient<paths>({ baseUrl: globalThis.location.origin, fetch: fetchFromServer });

/** The answer of a call, or a ProblemError; `await answerOf(rest.GET('/api/v1/graphs'))`. */
export async function answerOf<Data>(
  call: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response.status, error);
  return data as Data;
}

type JsonOf<Operation, Status extends number> = Operation extends {
  readonly responses: { readonly [Code in Status]: { readonly content: { readonly 'application/json': infer Body } } };
}
  ? Body
  : never;

/** The JSON that an operation answers with when all is well: `AnswerBody<'/api/v1/graphs', 'get'>`. */
export type AnswerBody<
  Path extends keyof paths,
  Method extends keyof paths[Path],
  Status extends number = 200,
> = JsonOf<paths[Path][Method], Status>;
