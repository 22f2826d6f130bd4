import { z } from 'zod';
import { Controller, Get, Header, HttpCode, Inject, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import { exportQuestionBank, importQuestionBank } from '@lexhop/graph-build';
import { graphNameSchema } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { BadRequestError, BuildersOnly, howFilesAreSent, streamedTypes, uploadsOf } from '@lexhop/http';
import { type ApiSettings, settingsToken } from '../settings.js';

const count = z.number().int().nonnegative();
const named = z.object({ count, ids: z.array(z.string()) });

export const bankFitSchema = z.object({
  entries: count,
  usable: count,
  otherText: named,
  unknownArticle: named,
});

export const bankImportAnswerSchema = z.object({
  graph: z.string(),
  read: count,
  /** New or changed. */
  saved: count,
  warnings: z.array(z.object({ code: z.string(), sentence: z.string() })),
  warningCount: count,
  /** How the whole bank fits the graph's statutes now. */
  fit: bankFitSchema,
});

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
  @ApiConsumes('multipart/form-data', ...streamedTypes)
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiOkResponse({ standardSchema: bankImportAnswerSchema })
  async import(@Param('graph', { schema: graphNameSchema }) graph: string, @Req() request: FastifyRequest) {
    for await (const upload of uploadsOf(request, this.settings.server.LEXHOP_UPLOAD_LIMIT_MB)) {
      const imported = await importQuestionBank(this.stores.bank, graph, upload);
      // Nothing was saved; answered with 200, a file that was sent wrongly would be lost in silence.
      if (imported.read === 0)
        throw new BadRequestError(`${upload.name} holds no entry of a question bank. ${oneFile}`);
      return imported;
    }
    throw new BadRequestError(`The request holds no question bank. ${oneFile}`);
  }

  @Get()
  @Header('content-type', 'application/x-ndjson')
  @ApiOperation({
    summary: 'Export the questions of the active build as a question bank (JSON lines)',
    description:
      'What a language model was paid for, to be imported anywhere: one line for each article, with the questions that it answers and those that it raises.',
  })
  @ApiProduces('application/x-ndjson')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'The questions of one article a line.' })
  async export(@Param('graph', { schema: graphNameSchema }) graph: string): Promise<StreamableFile> {
    const lines = await exportQuestionBank(this.stores, graph);
    return new StreamableFile(Readable.from(lines), { type: 'application/x-ndjson' });
  }

  @Get('fit')
  @ApiOperation({
    summary: 'How the question bank fits the statutes of the graph',
    description:
      'Counts articles that the bank covers, those whose text has changed since, and those that it does not know.',
  })
  @ApiOkResponse({ standardSchema: bankFitSchema })
  fit(@Param('graph', { schema: graphNameSchema }) graph: string) {
    return this.stores.bank.fit(graph);
  }
}
