import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import { findStatute, importStatutes, statuteCitations } from '@lexhop/graph-statutes';
import type { GraphStores, StatuteRecord } from '@lexhop/graph-store';
import { titlesCalled } from '@lexhop/query-understanding';
import type { FastifyRequest } from 'fastify';
import { BuildersOnly, howFilesAreSent, NotFoundError, pageOf, readUploads, TakesFiles } from '@lexhop/http';
import { GraphInPath } from '../in-path.js';
import { type ApiSettings, settingsToken } from '../settings.js';
import {
  type CitationListQuery,
  citationListQuerySchema,
  citationPageSchema,
  importAnswerSchema,
  statuteAnswerSchema,
  statuteListQuerySchema,
  type StatuteListQuery,
  statutePageSchema,
} from './statutes.contract.js';

@ApiTags('statutes')
@Controller('graphs/:graph/statutes')
export class StatutesController {
  constructor(
    @Inject(graphStoresToken) private readonly stores: GraphStores,
    @Inject(settingsToken) private readonly settings: ApiSettings,
  ) {}

  @Post()
  @BuildersOnly()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Upload statute files',
    description: `Reads each file by its content: the ministry’s JSON or XML (all statutes or one), the original system’s JSON, plain text, Markdown, HTML or Word (.docx); any of them plain, gzip or in a zip archive; UTF-8, UTF-16, Big5, GB18030 and others. A statute replaces the one of its id, unless that was amended later. ${howFilesAreSent}`,
  })
  @TakesFiles()
  @ApiOkResponse({ standardSchema: importAnswerSchema })
  async upload(@GraphInPath() graph: string, @Req() request: FastifyRequest) {
    const limit = this.settings.server.LEXHOP_UPLOAD_LIMIT_MB;
    const files = await readUploads(request, limit, (file) => importStatutes(this.stores.statutes, graph, file));
    return { graph, files };
  }

  @Get()
  @ApiOperation({
    summary: 'List the statutes of a graph',
    description:
      'In order of id, a page at a time: the answer’s next is the after of the next page. With text, those whose titles contain it.',
  })
  @ApiOkResponse({ standardSchema: statutePageSchema })
  async list(@GraphInPath() graph: string, @Query({ schema: statuteListQuerySchema }) query: StatuteListQuery) {
    const { limit, after, text } = query;
    const page = { limit: limit + 1, ...(after ? { after } : {}) };
    const records = await this.#containing(graph, text, page);
    return { ...pageOf(records, limit, (record) => record.id), counts: await this.stores.statutes.count(graph) };
  }

  /** The statutes with a text in their title or id; where there are none, those that are commonly called so. */
  async #containing(
    graph: string,
    text: string | undefined,
    page: { readonly after?: string; readonly limit: number },
  ): Promise<readonly StatuteRecord[]> {
    const { statutes } = this.stores;
    if (text === undefined) return statutes.list(graph, page);
    const found = await statutes.list(graph, { ...page, text });
    if (found.length > 0) return found;
    const called = await Promise.all(titlesCalled(text).map((title) => statutes.list(graph, { ...page, text: title })));
    return called.flat();
  }

  @Get(':id')
  @ApiOperation({
    summary: 'One statute as it was uploaded, with its articles',
    description: 'Its own fields, and every article with its number, headings and text, including repealed ones.',
  })
  @ApiOkResponse({ standardSchema: statuteAnswerSchema })
  async find(@GraphInPath() graph: string, @Param('id') id: string) {
    const found = await findStatute(this.stores.statutes, graph, id);
    if (!found) throw new NotFoundError('statute', id, graph);
    return { ...found.statute, articles: found.nodes };
  }

  @Get(':id/citations')
  @ApiOperation({
    summary: 'The citations in the articles of a statute, where they stand and what they lead to',
    description: 'They are read from the texts as uploaded. Targets are looked up among the statutes of the graph.',
  })
  @ApiOkResponse({ standardSchema: citationPageSchema })
  async citations(
    @GraphInPath() graph: string,
    @Param('id') statute: string,
    @Query({ schema: citationListQuerySchema }) { after, limit, articles }: CitationListQuery,
  ) {
    const part = { limit: limit + 1, ...(after === undefined ? {} : { after }), ...(articles ? { articles } : {}) };
    const read = await statuteCitations(this.stores.statutes, { graph, statute }, part);
    if (!read) throw new NotFoundError('statute', statute, graph);
    return pageOf(read, limit, ({ article }) => article);
  }

  @Delete(':id')
  @BuildersOnly()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a statute; the next build leaves it out',
    description: 'The active build keeps answering with it until a next one is active.',
  })
  async delete(@GraphInPath() graph: string, @Param('id') id: string) {
    const deleted = await this.stores.statutes.delete(graph, [id]);
    if (deleted === 0) throw new NotFoundError('statute', id, graph);
  }
}
