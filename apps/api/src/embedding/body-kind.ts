import { BadRequestError } from '../http/bad-request-error.js';

const jsonType = 'application/json';
/** The content type of a stream of JSON lines. */
export const linesType = 'application/x-ndjson';

/** What a body is by its content type, whose case and parameters do not count. Throws a BadRequestError that says what may be sent. */
export function bodyKind(contentType: string | undefined): 'json' | 'lines' {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === linesType) return 'lines';
  if (type === jsonType) return 'json';
  const other = type === '' ? '; there is none' : `, not ${type}`;
  throw new BadRequestError(`Send ${jsonType} or ${linesType} as content-type${other}.`);
}
