import { createInterface } from 'node:readline';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { KeyRing } from '@lexhop/access';
import { AdminOnly, BadRequestError, howFilesAreSent, streamedTypes, uploadsOf } from '@lexhop/http';
import { graphStoresToken } from '@lexhop/engine';
import { asError, LexHopError } from '@lexhop/foundation';
import type { GraphStores } from '@lexhop/graph-store';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** Books with every vector of all of a country's law are some gigabytes. */
const restoreLimitMegabytes = 256 * 1024;
const gzip = 'application/gzip';

const dispositionOf = (day: string) => `attachment; filename="lexhop-${day}.backup.gz"`;
/** OpenAPI has no example of bytes, but of what stands beside them. */
const named = { schema: { type: 'string' }, example: dispositionOf('2026-11-29') } as const;

export const restoredSchema = z.object({ rows: z.number().int().nonnegative() });

@ApiTags('service')
@Controller()
export class BackupController {
  constructor(
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(KeyRing) private readonly keys: KeyRing,
  ) {}

  @Get('backup')
  @AdminOnly()
  @ApiOperation({
    summary: 'All of the books as they are at one moment, in one file',
    description: 'Graphs with every build, question banks, vectors, ledger, paid replies, keys, the record of changes.',
  })
  @ApiProduces(gzip)
  @ApiOkResponse({
    description: 'JSON lines, gzipped; `POST /api/v1/restore` takes the file as it is.',
    schema: { type: 'string', format: 'binary' },
    headers: { 'Content-Disposition': { description: 'With the day as the name of the file.', ...named } },
  })
  write(): StreamableFile {
    // Who hangs up ends the reading of the books; the answer's own stream says so.
    const file = pipeline(Readable.from(this.stores.backup.lines()), createGzip({ level: 1 }), () => {});
    const day = new Date().toISOString().slice(0, 10);
    return new StreamableFile(file, { type: gzip, disposition: dispositionOf(day) });
  }

  @Post('restore')
  @AdminOnly()
  @HttpCode(200)
  @ApiOperation({ summary: 'Fill empty books from a backup, all or nothing', description: howFilesAreSent })
  @ApiConsumes('multipart/form-data', ...streamedTypes)
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiOkResponse({ standardSchema: restoredSchema })
  async restore(@Req() request: FastifyRequest) {
    for await (const { content } of uploadsOf(request, restoreLimitMegabytes)) {
      const rows = await this.stores.backup.restore(linesOf(content));
      this.keys.forget();
      return { rows };
    }
    throw new BadRequestError('The request holds no backup: send one file.');
  }
}

async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const unpacked = pipeline(Readable.from(content), createGunzip(), () => {});
  const lines = createInterface({ input: unpacked, crlfDelay: Infinity });
  // The reader of lines would take a stream that broke for one that ended.
  const broken = new Promise<never>((_, reject) => unpacked.once('error', reject));
  broken.catch(() => {});
  const reading = lines[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([reading.next(), broken]);
      if (next.done) return;
      yield next.value;
    }
  } catch (thrown) {
    if (thrown instanceof LexHopError) throw thrown;
    throw new BadRequestError(`The backup can’t be unpacked: ${asError(thrown).message}. Nothing was changed.`);
  } finally {
    unpacked.destroy();
  }
}
