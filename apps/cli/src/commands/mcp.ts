import { once } from 'node:events';
import { createToolServer } from '@lexhop/agent-tools';
import { answerOf } from '@lexhop/client';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Connection } from '../connect.js';

/** `lexhop mcp`: speaks the Model Context Protocol over stdin and stdout until stdin ends. */
export async function mcpCommand({ client }: Connection): Promise<void> {
  const { version } = await answerOf(client.rest.GET('/'));
  const server = createToolServer(client, { version });
  const ended = once(process.stdin, 'end');
  await server.connect(new StdioServerTransport());
  await ended;
  await server.close();
}
