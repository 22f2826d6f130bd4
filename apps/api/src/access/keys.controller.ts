import { randomBytes } from 'node:crypto';
import { namedObject } from '@lexhop/foundation';
import { z } from 'zod';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  auditEntrySchema,
  digestOf,
  KeyNameTakenError,
  KeyRing,
  KeyStateError,
  NoSuchKeyError,
  roleSchema,
} from '@lexhop/access';
import { AdminOnly, pageFields, pageOf, wholeNumber, wholeNumberOr } from '@lexhop/http';
import type { GraphStores } from '@lexhop/graph-store';
import { graphStoresToken } from '@lexhop/engine';
import { graphNameSchema } from '@lexhop/graph-model';
import type { FastifyRequest } from 'fastify';

const keyNameSchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'a name has 1 to 64 of a-z, 0-9 and -');
const graphs = z.array(graphNameSchema).min(1).max(100);

/** The request for a new key. */
const keyRequestSchema = z
  .strictObject({
    name: keyNameSchema,
    role: roleSchema.describe(
      'A key of role read may read and ask, build may also make graphs, and admin may also make keys and run the server.',
    ),
    graphs: graphs.optional().describe('The only graphs that it opens; all where this is left out.'),
  })
  .refine(({ role, graphs: some }) => role !== 'admin' || some === undefined, 'a key of role admin opens every graph')
  .meta({ id: 'ApiKeyRequest' });
type KeyRequest = z.infer<typeof keyRequestSchema>;

const keyFacts = { name: z.string(), role: roleSchema, graphs: z.array(z.string()).nullable() };

/** A key as it is shown: never the key itself. */
const keySchema = namedObject('ApiKey', {
  ...keyFacts,
  from: z.enum(['environment', 'books']).describe('One of LEXHOP_API_KEYS can be revoked only there.'),
  createdAt: z.string().nullable(),
  createdBy: z.string().nullable().describe('Name of the key that it was made with.'),
  lastUsedAt: z.string().nullable().describe('To the minute; of keys in the books.'),
});
const keyListSchema = namedObject('ApiKeyList', { items: z.array(keySchema) });
const newKeySchema = namedObject('NewApiKey', {
  ...keyFacts,
  key: z.string().describe('Shown this once, and kept nowhere.'),
});

const auditPageSchema = namedObject('AuditPage', pageFields(auditEntrySchema));
const auditQuerySchema = z.object({
  before: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional().describe('Only entries before this id.'),
  limit: wholeNumberOr(50, 1, 500),
});

@ApiTags('access')
@Controller()
export class KeysController {
  constructor(
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(KeyRing) private readonly ring: KeyRing,
  ) {}

  @Get('keys')
  @AdminOnly()
  @ApiOperation({
    summary: 'The keys that are admitted, by name',
    description: 'Name, role and graphs of each, and when and by whom it was made; never the keys themselves.',
  })
  @ApiOkResponse({ standardSchema: keyListSchema })
  async list() {
    const ofBooks = await this.stores.access.keys();
    const names = new Set(ofBooks.map(({ name }) => name));
    const ofSettings = this.ring.ofSettings.filter(({ name }) => !names.has(name));
    const unknown = { createdAt: null, createdBy: null, lastUsedAt: null };
    const items = [
      ...ofBooks.map(({ digest: _digest, ...key }) => ({ ...key, from: 'books' as const })),
      ...ofSettings.map(({ name, role }) => ({
        name,
        role,
        graphs: null,
        from: 'environment' as const,
        ...unknown,
      })),
    ];
    return { items: items.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
  }

  @Post('keys')
  @AdminOnly()
  @ApiOperation({
    summary: 'Make a key, which every process admits within a second',
    description: 'The first key must have the role admin; from then on every request needs a key.',
  })
  @ApiCreatedResponse({ standardSchema: newKeySchema })
  async create(
    @Body({ schema: keyRequestSchema }) { name, role, graphs: only }: KeyRequest,
    @Req() request: FastifyRequest,
  ) {
    const known = await this.ring.keys();
    if (known.length === 0 && role !== 'admin')
      throw new KeyStateError('the first key has the role admin, for without one nobody could make another.');
    if (known.some((key) => key.name === name)) throw new KeyNameTakenError(name);
    const some = only ?? null;
    const key = randomBytes(32).toString('base64url');
    const made = { createdAt: new Date().toISOString(), createdBy: request.apiKey?.name ?? null };
    await this.stores.access.addKey({ name, role, graphs: some, digest: digestOf(key), ...made });
    this.ring.forget();
    return { name, role, graphs: some, key };
  }

  @Delete('keys/:name')
  @AdminOnly()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke a key; every process refuses it within a second',
    description: 'Answers 204. A key of LEXHOP_API_KEYS can be revoked only there: 409.',
  })
  async revoke(@Param('name', { schema: keyNameSchema }) name: string) {
    const ofSettings = this.ring.ofSettings;
    const adminElsewhere = ofSettings.some(({ role }) => role === 'admin');
    const came = await this.stores.access.revokeKey(name, { adminElsewhere });
    if (came === 'revoked') return this.ring.forget();
    if (came === 'last-admin') throw new KeyStateError(`${name} is the last key of role admin: make another first.`);
    if (!ofSettings.some((key) => key.name === name)) throw new NoSuchKeyError(name);
    throw new KeyStateError(`${name} is a key of LEXHOP_API_KEYS: take it out there, and start the server again.`);
  }

  @Get('audit')
  @AdminOnly()
  @ApiOperation({
    summary: 'Who changed what, or tried to, and when; newest first',
    description:
      'Requests that change something, with the status of the answer. Refused requests are listed, too, where their key is known.',
  })
  @ApiOkResponse({ standardSchema: auditPageSchema })
  async audit(@Query({ schema: auditQuerySchema }) { before, limit }: z.infer<typeof auditQuerySchema>) {
    const found = await this.stores.access.entries({ limit: limit + 1, ...(before === undefined ? {} : { before }) });
    return pageOf(found, limit, ({ id }) => String(id));
  }
}
