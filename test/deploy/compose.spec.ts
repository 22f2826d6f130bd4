import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
  readonly deploy?: { readonly replicas?: number };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const lines = readFileSync('compose.env.example', 'utf8').split('\n');
const settings = readFileSync('docs/settings.md', 'utf8');
let compose: ComposeFile;

beforeAll(() => {
  compose = parse(text, { merge: true }) as ComposeFile;
});

describe('docker-compose.yml', () => {
  it('is a Compose file by the schema of the Compose Specification', () => {
    const schema = JSON.parse(readFileSync('test/deploy/compose-spec.schema.json', 'utf8')) as object;
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    const validate = ajv.compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('brings up six services, each watched by a health check and of a pinned version, and workers as often as wanted', () => {
    expect(Object.keys(compose.services)).toEqual(['postgres', 'redis', 'neo4j', 'api', 'worker', 'console']);
    for (const { image, healthcheck } of Object.values(compose.services)) {
      expect(image).toMatch(/:\d+\.\d+/);
      expect(healthcheck?.test.length).toBeGreaterThan(1);
    }
    expect(compose.services['worker']?.deploy?.replicas).toBeGreaterThan(1);
  });

  it('has no default for a password or a key', () => {
    const named = [...text.matchAll(/\$\{(\w+)(:[?-][^}]*)?\}/g)];
    const secrets = named.filter(([, variable = '']) => /PASSWORD|LEXHOP_API_KEYS/.test(variable));
    expect(secrets.length).toBeGreaterThan(4);
    for (const [, variable, otherwise] of secrets)
      expect(otherwise).toMatch(new RegExp(`^:\\?set ${variable} in .env`));
  });

  it('asks for nothing that compose.env.example does not name', () => {
    const asked = new Set([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, variable]) => variable));
    const named = new Set(lines.map((line) => /^#?([A-Z]\w+)=/.exec(line)?.[1]));
    expect([...asked].filter((variable) => !named.has(variable))).toEqual([]);
    expect([...named].filter((variable) => variable !== undefined && !asked.has(variable))).toEqual([]);
  });

  it.each(['api', 'worker'])(
    'gives the %s only settings that LexHop reads, and no way to write its own files',
    (name) => {
      const service = compose.services[name];
      const given = Object.keys(service?.environment ?? {});
      expect(given).toEqual(
        expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'NEO4J_URI', 'NEO4J_PASSWORD', 'LEXHOP_API_KEYS']),
      );
      expect(given.filter((variable) => !settings.includes(`\`${variable}\``))).toEqual([]);
      expect(service?.read_only).toBe(true);
      expect(service?.command).toEqual(['node', `bundle/${name}.js`]);
    },
  );
});
