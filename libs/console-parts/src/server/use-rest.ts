import {
  type InfiniteData,
  type QueryKey,
  useInfiniteQuery,
  type UseInfiniteQueryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { answerOf, type RestPaths, type Schema } from '@lexhop/client';
import { rest } from './rest-client.js';

interface Reading<Parameters, Answer> {
  readonly get: {
    readonly parameters: Parameters;
    readonly responses: { readonly 200: { readonly content: { readonly 'application/json': Answer } } };
  };
}
type Parameters<Path extends keyof RestPaths> = RestPaths[Path] extends Reading<infer Known, unknown> ? Known : never;
type Answer<Path extends keyof RestPaths> = RestPaths[Path] extends Reading<unknown, infer Known> ? Known : never;
/** What of REST is read, and changes nothing. */
type GetPath = {
  [Path in keyof RestPaths]: RestPaths[Path] extends Reading<unknown, unknown> ? Path : never;
}[keyof RestPaths];

function get<Data>(path: GetPath, params: unknown, signal: AbortSignal): Promise<Data> {
  // Where the path may be any, the types of openapi-fetch are more than TypeScript can follow.
  const call = rest.GET as unknown as (path: GetPath, request: object) => Promise<{ readonly response: Response }>;
  return answerOf<Data>(call(path, { params, signal }));
}

/** What REST answers at a path. The cache knows it by the path and its parameters. */
export function useGet<Path extends GetPath, Shown = Answer<Path>>(
  path: Path,
  params: Parameters<Path>,
  options: Omit<UseQueryOptions<Answer<Path>, Error, Shown>, 'queryKey' | 'queryFn'> = {},
) {
  return useQuery({
    ...options,
    queryKey: [path, params],
    queryFn: ({ signal }) => get<Answer<Path>>(path, params, signal),
  });
}

/** The lists that REST gives page by page. */
interface Pages {
  readonly '/api/v1/audit': Schema<'AuditPage'>;
  readonly '/api/v1/graphs/{graph}/builds': Schema<'BuildPage'>;
  readonly '/api/v1/graphs/{graph}/statutes': Schema<'StatutePage'>;
}

/** The parameter that takes the `next` of the page before. */
const cursors: Readonly<Record<keyof Pages, string>> = {
  '/api/v1/audit': 'before',
  '/api/v1/graphs/{graph}/builds': 'before',
  '/api/v1/graphs/{graph}/statutes': 'after',
};

type PagesShown<Page extends Pages[keyof Pages]> = { readonly first: Page | undefined; readonly items: Page['items'] };
type PagesOptions<Page extends Pages[keyof Pages]> = Pick<
  UseInfiniteQueryOptions<Page, Error, PagesShown<Page>, QueryKey, string | undefined>,
  'enabled' | 'placeholderData' | 'refetchInterval'
>;

/** A list of REST: its first page, the items of all pages that were fetched so far, and how to fetch the next. */
export function usePages<Path extends keyof Pages>(
  path: Path,
  params: Parameters<Path> & { readonly query?: object },
  options: PagesOptions<Pages[Path]> = {},
) {
  return useInfiniteQuery<Pages[Path], Error, PagesShown<Pages[Path]>, QueryKey, string | undefined>({
    ...options,
    queryKey: [path, params],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      get(path, { ...params, query: { ...params.query, [cursors[path]]: pageParam } }, signal),
    getNextPageParam: ({ next }) => next,
    select: ({ pages }: InfiniteData<Pages[Path], string | undefined>) => ({
      first: pages[0],
      items: pages.flatMap<unknown>(({ items }) => items) as Pages[Path]['items'],
    }),
  });
}

interface ChangeOptions<Answer> {
  /** With what the keys begin of that which it changes; absent where that may be anything. */
  readonly changed?: QueryKey;
  readonly onDone?: (answer: Answer) => void;
}

/** A change on the server. Once it has ended, what it may have changed is asked again. */
export function useChange<Sent = void, Answer = unknown>(
  change: (sent: Sent) => Promise<Answer>,
  { changed, onDone }: ChangeOptions<Answer> = {},
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => onDone?.(answer),
    onSettled: () => queries.invalidateQueries({ queryKey: changed }),
  });
}
