import { answerOf, type LexHopClient, type Schema } from '@lexhop/client';
import { z } from 'zod';
import { tellAnswer, tellArticle, tellBuild, tellEdge } from './tell.js';

/** A tool: its input, and a function that gives its answer as text. */
export interface Tool {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** Rejects as the client does. */
  readonly run: (client: LexHopClient, args: object) => Promise<string>;
}

const graph = z.string().default('default').describe('The graph to ask');
const statutes = z
  .array(z.string())
  .min(1)
  .optional()
  .describe('Only these statutes, by id (J0070017), title or short name');
const article = z.string().min(1).describe('An article by id, J0070017:52, or as people write it, 著作權法第52條');
const edgeKinds = [
  'question',
  'citation',
  'delegates',
  'penalises',
  'defines',
  'applies',
  'excepts',
  'hierarchy',
] as const satisfies readonly Schema<'EdgeKind'>[];
const query = z.string().min(1).max(10_000).describe('A question in words, in any language');

/** A tool whose arguments have the type of its input. */
function tool<Input extends z.ZodObject>(
  about: Pick<Tool, 'title' | 'description'>,
  input: Input,
  run: (client: LexHopClient, args: z.output<Input>) => Promise<string>,
): Tool {
  return { ...about, input, run: (client, args) => run(client, input.parse(args)) };
}

const retrieve = tool(
  { title: 'Find articles', description: 'The articles that answer a question, best first, with their texts.' },
  z.object({ query, graph, topK: z.number().int().min(1).max(50).default(8).describe('Most articles'), statutes }),
  async ({ rest }, { graph: name, ...request }) => {
    const call = rest.POST('/api/v1/graphs/{graph}/retrieve', {
      params: { path: { graph: name } },
      body: request as Schema<'RetrieveRequest'>,
    });
    const { results, notes } = await answerOf(call);
    const found = results.map(({ rank, article: each }) => `${rank}. ${tellArticle(each)}`);
    return [...found, ...notes.map(({ sentence }) => `Note: ${sentence}`)].join('\n\n');
  },
);

const answer = tool(
  {
    title: 'Answer a question',
    description:
      'An answer in sentences, each followed by the ids of the articles that carry it. Where no language model is set, sentences of the articles.',
  },
  z.object({ query, graph, statutes }),
  async ({ rest }, { graph: name, ...request }) => {
    const call = rest.POST('/api/v1/graphs/{graph}/answers', {
      params: { path: { graph: name } },
      body: request as Schema<'AnswerRequest'>,
    });
    return tellAnswer((await answerOf(call)) as Schema<'Answer'>);
  },
);

const readArticle = tool(
  { title: 'Read an article', description: 'The whole text of an article; of a statute’s name, its first articles.' },
  z.object({ article, graph }),
  async (client, { article: text, graph: name }) =>
    (await articlesNamed(client, { text, graph: name, limit: 5 })).map(tellArticle).join('\n\n') || nothingNamed(text),
);

const neighbours = tool(
  {
    title: 'What an article is connected with',
    description:
      'What it cites and what cites it, its penalties, the orders made under it, the uses of the terms it defines, what it applies mutatis mutandis or excepts, and the articles whose questions it answers or that answer those it raises.',
  },
  z.object({
    article,
    graph,
    kinds: z.array(z.enum(edgeKinds)).min(1).optional().describe('Only these kinds of connections'),
    limit: z.number().int().min(1).max(200).default(40).describe('Most connections'),
  }),
  async (client, { article: text, graph: name, kinds, limit }) => {
    const [meant] = await articlesNamed(client, { text, graph: name, limit: 1 });
    if (!meant) return nothingNamed(text);
    const params = { path: { graph: name, id: meant.id }, query: { limit, ...(kinds && { kinds }) } };
    const { nodes, edges } = await answerOf(
      client.rest.GET('/api/v1/graphs/{graph}/articles/{id}/neighbours', { params }),
    );
    const titles = new Map(nodes.map(({ id, statuteTitle, number }) => [id, `${statuteTitle} ${number}`]));
    return [tellArticle(meant), ...edges.map((edge) => tellEdge(edge, meant.id, titles))].join('\n');
  },
);

const listStatutes = tool(
  { title: 'List statutes', description: 'The statutes of a graph, with ids and counts of articles.' },
  z.object({ graph, text: z.string().max(200).optional().describe('Only titles that contain this') }),
  async ({ rest }, { graph: name, text }) => {
    const query = { limit: 200, ...(text !== undefined && { text }) };
    const call = rest.GET('/api/v1/graphs/{graph}/statutes', { params: { path: { graph: name }, query } });
    const { items, next } = await answerOf(call);
    const lines = items.map(({ id, title, articleCount }) => `${id}  ${title}  (${articleCount} articles)`);
    return (
      [...lines, ...(next === undefined ? [] : ['There are more: name a part of the title.'])].join('\n') || 'None.'
    );
  },
);

const buildStatus = tool(
  { title: 'Status of builds', description: 'The graphs of this server, and the newest build of one.' },
  z.object({ graph }),
  async ({ rest }, { graph: name }) => {
    const { items } = await answerOf(rest.GET('/api/v1/graphs'));
    const builds = rest.GET('/api/v1/graphs/{graph}/builds', {
      params: { path: { graph: name }, query: { limit: 1 } },
    });
    const [newest] = (await answerOf(builds)).items;
    const graphs = items.map(
      (each) => `${each.name}: ${each.active === undefined ? 'no build answers' : `build ${each.active} answers`}`,
    );
    return [...graphs, newest ? tellBuild(newest) : `Graph ${name} has no build.`].join('\n');
  },
);

/** Every tool by its name. */
export const tools = {
  retrieve,
  answer,
  read_article: readArticle,
  neighbours,
  list_statutes: listStatutes,
  build_status: buildStatus,
} as const satisfies Readonly<Record<string, Tool>>;

/** The articles that a text names; none where articles only contain the text. */
async function articlesNamed(
  { rest }: LexHopClient,
  { text, graph: name, limit }: { readonly text: string; readonly graph: string; readonly limit: number },
): Promise<readonly Schema<'ArticleNode'>[]> {
  const call = rest.GET('/api/v1/graphs/{graph}/articles', {
    params: { path: { graph: name }, query: { text, limit } },
  });
  const { items, by } = await answerOf(call);
  return by === 'name' ? items : [];
}

function nothingNamed(text: string): string {
  return `${text} names no article of this graph. list_statutes has the titles; retrieve finds articles by a question.`;
}
