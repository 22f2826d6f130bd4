import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

interface Content {
  readonly schema?: object;
  readonly example?: unknown;
}

interface Body {
  readonly content?: Readonly<Record<string, Content>>;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly example?: unknown }[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Document {
  readonly security?: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
);
const graph = '/api/v1/graphs/{graph}';

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'openapi', components: document.components });

/** What of an example is not as its schema says. Text that is no JSON is a stream, whose lines no schema describes. */
function faultsOf({ schema = {}, example }: Content): readonly string[] {
  if (typeof example === 'string') return example.includes('\n') ? [] : ['no line ends'];
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')) as object;
  const holds = ajv.compile(absolute);
  holds(example);
  return (holds.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('docs/openapi.json (else: npm run openapi)', () => {
  it('asks for an API key as Bearer wherever the server does', () => {
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', description: 'An API key, where keys are set.' },
    });
    expect(document.security).toEqual([{ bearer: [] }]);
    const others = operations.filter(({ security }) => security !== undefined);
    expect(others.map(({ name, security }) => [name, security])).toEqual([
      ['get /api/v1/access', [{ bearer: [] }, {}]],
      ['get /health/live', [{}]],
      ['get /health/ready', [{}]],
    ]);
  });

  it.each(operations)('promises problem details where $name fails', ({ responses }) => {
    const schema = { $ref: '#/components/schemas/Problem' };
    expect(responses['default']?.content).toEqual({ 'application/problem+json': { schema } });
  });

  it('says what problem details are', () => {
    expect(document.components.schemas['Problem']).toMatchObject({
      type: 'object',
      required: ['type', 'title', 'status', 'code', 'detail'],
    });
  });

  it.each([
    [`${graph}/builds/{number}/events`, 'text/event-stream'],
    [`${graph}/questions`, 'application/x-ndjson'],
    [`${graph}/export`, 'application/x-ndjson'],
    ['/health/live', 'application/json'],
  ])('has %s answer with %s', (path, type) => {
    expect(Object.keys(document.paths[path]?.['get']?.responses['200']?.content ?? {})).toEqual([type]);
  });

  it.each(['statutes', 'questions', 'import'])('takes files for %s in a form, or one as the whole body', (route) => {
    const content = document.paths[`${graph}/${route}`]?.['post']?.requestBody?.content ?? {};
    const { 'multipart/form-data': form, ...streamed } = content;
    expect(form?.schema).toMatchObject({ type: 'object' });
    const whole = { schema: { type: 'string', format: 'binary' } };
    expect(streamed).toEqual({
      'application/octet-stream': whole,
      'application/x-ndjson': whole,
      'application/gzip': whole,
    });
  });

  it('names the schema of every JSON body, so that generated clients have named types', () => {
    const schemas = operations.flatMap(({ name, requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap((body) => {
        const schema = body?.content?.['application/json']?.schema;
        return schema ? [[name, schema] as const] : [];
      }),
    );
    expect(schemas.length).toBeGreaterThan(30);
    for (const [name, schema] of schemas)
      expect([name, schema]).toEqual([
        name,
        { $ref: expect.stringMatching(/^#\/components\/schemas\/\w+$/) as string },
      ]);
  });

  it('refers to nothing that it does not say, and says nothing that nobody refers to', () => {
    const text = JSON.stringify(document);
    const referred = new Set(Array.from(text.matchAll(/"#\/components\/schemas\/(\w+)"/g), ([, name]) => name));
    expect(referred).toEqual(new Set(Object.keys(document.components.schemas)));
  });

  it.each(operations)('says more of $name than its name', ({ summary, description }) => {
    expect([summary, description]).toEqual([expect.stringMatching(/.{10}/), expect.stringMatching(/.{20}/)]);
  });

  it.each(operations)('shows an example of everything that $name is sent and answers', (operation) => {
    const { name, parameters = [], requestBody, responses } = operation;
    const { default: _problem, ...answers } = responses;
    const bodies = [['request', requestBody] as const, ...Object.entries(answers)].flatMap(([place, body]) =>
      Object.entries(body?.content ?? {}).map(([type, content]) => ({ place: `${name} ${place} ${type}`, content })),
    );
    const told = bodies.filter(({ content: { schema } }) => !JSON.stringify(schema).includes('"binary"'));
    expect(told.filter(({ content }) => content.example === undefined).map(({ place }) => place)).toEqual([]);
    for (const { place, content } of told) expect([place, faultsOf(content)]).toEqual([place, []]);
    const inPath = parameters.filter((parameter) => parameter.in === 'path' && parameter.example === undefined);
    expect(inPath).toEqual([]);
  });

  it('says of a file that no example can show what it is and what it is called', () => {
    const written = document.paths['/api/v1/backup']?.['get']?.responses['200'];
    expect(written).toMatchObject({
      description: expect.stringContaining('JSON lines, gzipped') as string,
      headers: { 'Content-Disposition': { example: 'attachment; filename="lexhop-2026-11-29.backup.gz"' } },
    });
  });

  it('has nothing read-only, which would forbid clients to send it', () => {
    expect(JSON.stringify(document)).not.toContain('"readOnly"');
  });
});
