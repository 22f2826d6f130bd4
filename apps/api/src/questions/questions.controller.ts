import { Controller, Get, Header, HttpCode, Inject, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import { bankImportedSchema, exportQuestionBank, importQuestionBank } from '@lexhop/graph-build';
import { bankFitSchema, type GraphStores } from '@lexhop/graph-store';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { BadRequestError, BuildersOnly, howFilesAreSent, readUpload, TakesFile } from '@lexhop/http';
import { activeBuildOf } from '@lexhop/retrieval';
import { GraphInPath } from '../in-path.js';
import { type ApiSettings, settingsToken } from '../settings.js';

const oneFile = 'Send one file of JSON lines, the questions of one article a line.';

@ApiTags('questions')
@Controller('graphs/:graph/questions')
export class QuestionsController {
  constructor(
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(settingsToken) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import a question bank (JSON lines)',
    description: `The next build drafts from it before it asks any language model. ${howFilesAreSent}`,
  })
  @TakesFile()
  @ApiOkResponse({ standardSchema: bankImportedSchema })
  import(@GraphInPath() graph: string, @Req() request: FastifyRequest) {
    return readUpload(request, this.settings.server.LEXHOP_UPLOAD_LIMIT_MB, async (upload) => {
      const imported = await importQuestionBank(this.stores.bank, graph, upload);
      // Nothing was saved; answered with 200, a file that was sent wrongly would be lost in silence.
      if (imported.read === 0)
        throw new BadRequestError(`${upload.name} holds no entry of a question bank. ${oneFile}`);
      return imported;
    });
  }

  @Get()
  @Header('content-type', 'application/x-ndjson')
  @ApiOperation({
    summary: 'Export the questions of the active build as a question bank (JSON lines)',
    description:
      'One line for each article, with the questions that it answers and those that it raises. What a language model was paid for can so be imported anywhere.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'The questions of one article a line.' })
  async export(@GraphInPath() graph: string): Promise<StreamableFile> {
    const build = await activeBuildOf(this.stores.versions, graph);
    return new StreamableFile(Readable.from(exportQuestionBank(this.stores, build)), { type: 'application/x-ndjson' });
  }

  @Get('fit')
  @ApiOperation({
    summary: 'How the question bank fits the statutes of the graph',
    description:
      'Counts the entries that are usable, those whose article has another text now, and those whose article the graph does not have.',
  })
  @ApiOkResponse({ standardSchema: bankFitSchema })
  fit(@GraphInPath() graph: string) {
    return this.stores.bank.fit(graph);
  }
}
