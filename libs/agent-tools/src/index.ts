/** Agent tools: the tools that agents use, as an MCP server over the client; the same tools over stdio and over HTTP. */
export { createToolServer } from './create-tool-server.js';
