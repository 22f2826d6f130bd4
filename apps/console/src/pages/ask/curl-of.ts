import type { Asked, Mode } from './asked.js';

/** The body of the request that asks one way. */
export function requestOf({ query, topK, statutes }: Asked, mode: Mode) {
  return { query, mode, topK, explain: true, ...(statutes.length > 0 ? { statutes: [...statutes] } : {}) };
}

/** The same question for a terminal. Where a key is needed, it stands there as a variable, never itself. */
export function curlOf(
  origin: string,
  graph: string,
  { asked, mode }: { asked: Asked; mode: Mode },
  needsKey: boolean,
): string {
  const lines = [
    `curl -s ${origin}/api/v1/graphs/${graph}/retrieve`,
    `-H 'content-type: application/json'`,
    ...(needsKey ? [`-H "authorization: Bearer $LEXHOP_API_KEY"`] : []),
    `-d ${quoted(JSON.stringify(requestOf(asked, mode)))}`,
  ];
  return lines.join(' \\\n  ');
}

/** A word of a POSIX shell that holds exactly this text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
