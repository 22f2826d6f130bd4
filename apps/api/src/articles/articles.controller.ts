import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { graphStoresToken } from '@lexhop/engine';
import { articleNodeSchema, type GraphReader, type NodeFilter } from '@lexhop/graph-model';
import { graphOverviewSchema, type GraphStores } from '@lexhop/graph-store';
import {
  activeBuildOf,
  ActiveReaders,
  articleMeant,
  findArticles,
  impactOf,
  impactSchema,
  neighboursOf,
  statuteIdsOf,
  subgraphAround,
  subgraphSchema,
} from '@lexhop/retrieval';
import { NotFoundError, pageOf } from '@lexhop/http';
import { GraphInPath } from '../in-path.js';
import {
  type ArticleListQuery,
  articleListQuerySchema,
  articlePageSchema,
  type ImpactQuery,
  impactQuerySchema,
  type NeighbourQuery,
  neighbourQuerySchema,
  type OverviewQuery,
  overviewQuerySchema,
  type SubgraphQuery,
  subgraphQuerySchema,
} from './articles.contract.js';
import { Overviews } from './overviews.js';

@ApiTags('articles')
@Controller('graphs/:graph')
export class ArticlesController {
  readonly #overviews: Overviews;

  constructor(
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(graphStoresToken) private readonly stores: GraphStores,
  ) {
    this.#overviews = new Overviews(stores.contents);
  }

  @Get('articles')
  @ApiOperation({
    summary: 'Articles of the active build, in order of id; with text, those it names, else those with its words',
    description: 'With text there is only one page.',
  })
  @ApiOkResponse({ standardSchema: articlePageSchema })
  async list(
    @GraphInPath() graph: string,
    @Query({ schema: articleListQuerySchema }) { text, after, limit, statutes, includeRepealed }: ArticleListQuery,
  ) {
    const reader = await this.readers.readerOf(graph);
    const build = reader.build.number;
    const filter = await filterOf(reader, statutes, includeRepealed);
    if (text !== undefined) {
      const { by, articles } = await findArticles(reader, { text, limit, filter });
      return { build, by, items: articles };
    }
    const page = { limit: limit + 1, ...(after === undefined ? {} : { after }) };
    return { build, ...pageOf(await reader.listNodes(page, filter), limit, (node) => node.id) };
  }

  @Get('articles/:id')
  @ApiOperation({
    summary: 'One article or paragraph of the active build',
    description:
      'By its id, J0070017:52, or J0070017:52#2 for a paragraph that is a node of its own; or as people name it: 著作權法第52條.',
  })
  @ApiOkResponse({ standardSchema: articleNodeSchema })
  async find(@GraphInPath() graph: string, @Param('id') id: string) {
    return nodeOf(await this.readers.readerOf(graph), id);
  }

  @Get('articles/:id/neighbours')
  @ApiOperation({
    summary: 'An article with its edges, both directions, and the nodes at their other ends',
    description: 'Question edges first, the best scores first, then citations, then the order of the statute.',
  })
  @ApiOkResponse({ standardSchema: subgraphSchema })
  async neighbours(
    @GraphInPath() graph: string,
    @Param('id') id: string,
    @Query({ schema: neighbourQuerySchema }) { kinds, limit }: NeighbourQuery,
  ) {
    const reader = await this.readers.readerOf(graph);
    const node = await nodeOf(reader, id);
    return neighboursOf(reader, node.id, { kinds, mostEdges: limit });
  }

  @Get('articles/:id/impact')
  @ApiOperation({
    summary: 'The articles that depend on an article, to be read again if it changes',
    description:
      'Those that cite it, punish its breach, apply or except it, are made under it, or use a term that it defines; and those that depend on these in turn, to the depth asked for.',
  })
  @ApiOkResponse({ standardSchema: impactSchema })
  async impact(
    @GraphInPath() graph: string,
    @Param('id') id: string,
    @Query({ schema: impactQuerySchema }) { depth, limit }: ImpactQuery,
  ) {
    const reader = await this.readers.readerOf(graph);
    return impactOf(reader, (await nodeOf(reader, id)).id, { depth, most: limit });
  }

  @Get('overview')
  @ApiOperation({
    summary: 'An overview of the active build: its statutes, and how many edges lead between them',
    description: 'Lists the largest statutes, and the pairs of them with the most edges; the others are only counted.',
  })
  @ApiOkResponse({ standardSchema: graphOverviewSchema })
  async overview(@GraphInPath() graph: string, @Query({ schema: overviewQuerySchema }) most: OverviewQuery) {
    return this.#overviews.of(await activeBuildOf(this.stores.versions, graph), most);
  }

  @Get('subgraph')
  @ApiOperation({
    summary: 'Part of the graph around some articles, hop by hop',
    description:
      'With 0 hops, the articles named and the edges between them; edges that the limits leave out are counted.',
  })
  @ApiOkResponse({ standardSchema: subgraphSchema })
  async subgraph(
    @GraphInPath() graph: string,
    @Query({ schema: subgraphQuerySchema }) { from, hops, kinds, limit, nodes, statutes }: SubgraphQuery,
  ) {
    const reader = await this.readers.readerOf(graph);
    const filter = await filterOf(reader, statutes, false);
    const first = from ?? (await reader.listNodes({ limit: nodes }, filter)).map((node) => node.id);
    return subgraphAround(reader, {
      from: first,
      hops,
      kinds,
      mostNodes: nodes,
      mostEdges: limit,
      ...(filter.statutes ? { statutes: filter.statutes } : {}),
    });
  }
}

async function filterOf(
  reader: GraphReader,
  statutes: readonly string[] | undefined,
  includeRepealed: boolean,
): Promise<NodeFilter> {
  return { includeRepealed, ...(statutes === undefined ? {} : { statutes: await statuteIdsOf(reader, statutes) }) };
}

/** The node with an id, else the article that people call so: 著作權法第52條. Throws a NotFoundError, and as articleMeant does. */
async function nodeOf(reader: GraphReader, id: string) {
  const [node] = await reader.nodes([id]);
  if (node) return node;
  const named = await articleMeant(reader, id);
  if (!named) throw new NotFoundError('article', id, reader.build.graph);
  return named;
}
