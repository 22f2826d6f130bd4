import { Readable } from 'node:stream';
import { namedObject } from '@lexhop/foundation';
import { Controller, Get, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { partsToken } from '@lexhop/engine';
import { exportGraph, type GraphBuildParts, importGraph } from '@lexhop/graph-build';
import { activeBuildOf } from '@lexhop/retrieval';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { buildAnswerSchema } from '../builds/builds.contract.js';
import { BuildersOnly, howFilesAreSent, opensGraph, readUpload, TakesFile } from '@lexhop/http';
import { GraphInPath } from '../in-path.js';

/** A whole build may be far larger than any upload of statutes. */
const importLimitMegabytes = 64 * 1024;

const graphListSchema = namedObject('GraphList', {
  items: z.array(z.object({ name: z.string(), active: z.number().int().positive().optional() })),
});

@ApiTags('graphs')
@Controller('graphs')
export class TransferController {
  constructor(@Inject(partsToken) private readonly parts: GraphBuildParts) {}

  @Get()
  @ApiOperation({
    summary: 'Graphs, with the number of their active build',
    description: 'A graph without an active build has statutes or questions, but can’t answer yet.',
  })
  @ApiOkResponse({ standardSchema: graphListSchema })
  async list(@Req() { apiKey }: FastifyRequest) {
    const items = await this.parts.stores.versions.graphs();
    return { items: items.filter(({ name }) => opensGraph(apiKey, name)) };
  }

  @Get(':graph/export')
  @ApiOperation({
    summary: 'The active build as JSON lines: statutes, nodes, questions, vectors, edges',
    description: 'Where it is imported, the graph gives the same answers, and is exported as the same bytes.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'One row of the build a line.' })
  async export(@GraphInPath() graph: string): Promise<StreamableFile> {
    const build = await activeBuildOf(this.parts.stores.versions, graph);
    const type = 'application/x-ndjson';
    const disposition = `attachment; filename="${graph}.lexhop.jsonl"`;
    return new StreamableFile(Readable.from(exportGraph(this.parts.stores, build)), { type, disposition });
  }

  @Post(':graph/import')
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({ summary: 'Make an exported build the active one of a graph', description: howFilesAreSent })
  @TakesFile()
  @ApiOkResponse({ standardSchema: buildAnswerSchema })
  import(@GraphInPath() graph: string, @Req() request: FastifyRequest) {
    return readUpload(request, importLimitMegabytes, (upload) => importGraph(this.parts, graph, upload));
  }
}
