import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { KeyRing } from '@lexhop/access';
import { AdminOnly, BadRequestError, howFilesAreSent, readUpload, TakesFile } from '@lexhop/http';
import { graphStoresToken } from '@lexhop/engine';
import { asError, LexHopError, linesOf, namedObject } from '@lexhop/foundation';
import type { GraphStores } from '@lexhop/graph-store';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The books of all law of a country, with every vector, take some gigabytes. */
const restoreLimitMegabytes = 256 * 1024;
const gzip = 'application/gzip';

const dispositionOf = (day: string) => `attachment; filename="lexhop-${day}.backup.gz"`;
/** OpenAPI can't have an example of bytes, but it can have one of a header. */
const named = { schema: { type: 'string' }, example: dispositionOf('2026-11-29') } as const;

const restoredSchema = namedObject('BackupRestored', { rows: z.number().int().nonnegative() });

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
    // A client that hangs up ends the reading of the books. The stream of the answer reports that error, so none is handled here.
    const file = pipeline(Readable.from(this.stores.backup.lines()), createGzip({ level: 1 }), () => {});
    const day = new Date().toISOString().slice(0, 10);
    return new StreamableFile(file, { type: gzip, disposition: dispositionOf(day) });
  }

  @Post('restore')
  @AdminOnly()
  @HttpCode(200)
  @ApiOperation({ summary: 'Fill empty books from a backup, all or nothing', description: howFilesAreSent })
  @TakesFile()
  @ApiOkResponse({ standardSchema: restoredSchema })
  restore(@Req() request: FastifyRequest) {
    return readUpload(request, restoreLimitMegabytes, async ({ content }) => {
      const rows = await this.stores.backup.restore(unpacked(content));
      this.keys.forget();
      return { rows };
    });
  }
}

/** The lines of a gzipped backup. Throws a BadRequestError where it can't be unpacked. */
async function* unpacked(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const lines = linesOf(
    pipeline(Readable.from(content), createGunzip(), () => {}),
    Infinity,
  );
  try {
    for await (const { bytes = [] } of lines) yield Buffer.from(bytes).toString();
  } catch (thrown) {
    if (thrown instanceof LexHopError) throw thrown;
    throw new BadRequestError(`The backup can’t be unpacked: ${asError(thrown).message}. Nothing was changed.`);
  }
}
