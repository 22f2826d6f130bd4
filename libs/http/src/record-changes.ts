import { asError, type Logger } from '@lexhop/foundation';
import type { AccessBooks } from '@lexhop/access';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { flag } from './pages.js';

const longestAction = 500;
const changesNothing: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Keeps in the books who changed what, or tried to with a known key, once it was answered. A record that can't be kept is logged, and holds up nothing. */
export function recordChanges(
  server: FastifyInstance,
  booksOf: () => Pick<AccessBooks, 'record'>,
  logger: Logger,
): void {
  server.addHook('onResponse', (request, { statusCode: status }, done) => {
    if (isChange(request) && status !== 401) {
      const [path = ''] = request.url.split('?', 1);
      const entry = {
        at: new Date().toISOString(),
        by: request.apiKey?.name ?? null,
        action: `${request.method} ${path}`.slice(0, longestAction),
        status,
      };
      booksOf()
        .record(entry)
        .catch((thrown: unknown) => {
          logger.error(`A change could not be recorded: ${asError(thrown).message}`, { ...entry });
        });
    }
    done();
  });
}

function isChange(request: FastifyRequest): boolean {
  const { method, routeOptions } = request;
  const { url, config } = routeOptions;
  if (changesNothing.has(method) || url === undefined || isEstimate(request)) return false;
  return config.needs === 'build' || config.needs === 'admin' || url.startsWith('/admin/');
}

/** The one route that knows the word: elsewhere it would hide a change. */
function isEstimate({ method, query, routeOptions: { url = '' } }: FastifyRequest): boolean {
  const isBuild = method === 'POST' && url.endsWith('/graphs/:graph/builds');
  return isBuild && flag.safeParse((query as { readonly dryRun?: unknown }).dryRun).data === true;
}
