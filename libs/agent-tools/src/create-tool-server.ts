import { answerOf, type LexHopClient, ProblemError, ServerUnreachableError } from '@lexhop/client';
import { headingOf } from '@lexhop/statutes/structure';
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { type Tool, tools } from './tools.js';

const instructions = [
  'LexHop finds the articles of statutes that answer a question, and tells how articles are connected.',
  'Ask retrieve or answer first; read_article and neighbours then follow what the articles cite.',
  'An article is named by its id, J0070017:52, or as people write it, 著作權法第52條. Cite articles by their ids.',
].join(' ');

/** Makes an MCP server with every tool, and with articles as resources. It gets everything from the client. */
export function createToolServer(client: LexHopClient, { version }: { readonly version: string }): McpServer {
  const server = new McpServer({ name: 'lexhop', title: 'LexHop', version }, { instructions });
  for (const [name, { title, description, input, run }] of Object.entries<Tool>(tools)) {
    const annotations = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };
    server.registerTool(name, { title, description, inputSchema: input, annotations }, (args: object) =>
      told(() => run(client, args)),
    );
  }
  addArticles(server, client);
  return server;
}

/** An error becomes the answer of the tool, so that the agent can ask in another way. */
async function told(work: () => Promise<string>): Promise<CallToolResult> {
  try {
    return { content: [{ type: 'text', text: await work() }] };
  } catch (thrown) {
    if (!(thrown instanceof ProblemError || thrown instanceof ServerUnreachableError)) throw thrown;
    const text = [thrown.message, thrown.hint].filter((line) => line !== undefined).join('\n');
    return { content: [{ type: 'text', text }], isError: true };
  }
}

function addArticles(server: McpServer, { rest }: LexHopClient): void {
  const template = new ResourceTemplate('lexhop://{graph}/articles/{id}', { list: undefined });
  const about = {
    title: 'Article',
    description: 'The text of one article by its id, J0070017:52.',
    mimeType: 'text/plain',
  };
  server.registerResource('article', template, about, async (uri, { graph, id }) => {
    const path = { graph: decodeURIComponent(String(graph)), id: decodeURIComponent(String(id)) };
    const article = await answerOf(rest.GET('/api/v1/graphs/{graph}/articles/{id}', { params: { path } }));
    const heading = [article.statuteTitle, article.number, ...article.headingPath.map(headingOf)].join(' ');
    return { contents: [{ uri: uri.href, mimeType: 'text/plain', text: `${heading}\n${article.text}` }] };
  });
}
