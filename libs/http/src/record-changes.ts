import { asError, type Logger } from '@lexhop/foundation';
import type { AccessBooks } from '@lexhop/access';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { changesNothing } from './guard-browsers.js';
import { flag } from './pages.js';

const longestAction = 500;

/**
 * Records in the books who changed what, after the answer was sent. A change is a request to `/admin/` or to a route that needs `build` or `admin`,
 * with a method that may change something; estimates of a build are none. Refused changes are recorded, too, except with 401. Where recording fails,
 * the error is logged and the answer is not affected.
 */
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

/** Whether a request only estimates a build (`dryRun`). Only this route knows `dryRun`; elsewhere the word must not hide a change. */
function isEstimate({ method, query, routeOptions: { url = '' } }: FastifyRequest): boolean {
  const isBuild = method === 'POST' && url.endsWith('/graphs/:graph/builds');
  return isBuild && flag.safeParse((query as { readonly dryRun?: unknown }).dryRun).data === true;
}
