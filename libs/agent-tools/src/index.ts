/** Agent tools: what agents do with LexHop, as an MCP server over the client; the same catalogue over stdio and over HTTP. */
export { createToolServer } from './create-tool-server.js';
