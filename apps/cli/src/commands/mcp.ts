import { once } from 'node:events';
import { answerOf } from '@lexhop/client';
import type { CommandContext } from '../command.js';
import { withConnection } from '../connect.js';

/** `lexhop mcp`: speaks the Model Context Protocol over stdin and stdout until stdin ends. */
export function mcpCommand(context: CommandContext): Promise<void> {
  return withConnection(context, async ({ client }) => {
    // Only here: every other command begins sooner without.
    const { createToolServer } = await import('@lexhop/agent-tools');
    const { StdioServerTransport } = await import('@modelcontextprotocol/sdk/server/stdio.js');
    const { version } = await answerOf(client.rest.GET('/'));
    const server = createToolServer(client, { version });
    const ended = once(process.stdin, 'end');
    await server.connect(new StdioServerTransport());
    await ended;
    await server.close();
  });
}
