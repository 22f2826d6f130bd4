type Directives = Readonly<Record<string, string>>;

const nothingElse: Directives = { 'default-src': "'none'", 'base-uri': "'none'", 'frame-ancestors': "'none'" };

/** The console and every answer that is no page: its own files, its own server. */
const strict: Directives = {
  ...nothingElse,
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
};

/** Pages of others that style themselves inside their HTML: the OpenAPI page, and the board of queues. Their scripts are files, too. */
const styledInside: Directives = { ...strict, 'style-src': "'self' 'unsafe-inline'" };

/** The board knows where it lies by its base element. */
const board: Directives = { ...styledInside, 'base-uri': "'self'" };

/** The Content-Security-Policy of what a route serves; undefined is no route. */
export function contentSecurityPolicyOf(route: string | undefined): string {
  const directives = route?.startsWith('/admin/queues')
    ? board
    : route?.startsWith('/api/v1/docs')
      ? styledInside
      : strict;
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
