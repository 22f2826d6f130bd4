/**
 * What an operation is sent and answers, out of the sample statutes, by the place of the body: `request` or a status, and the content type
 * where it is not JSON, as in `200 text/event-stream`.
 */
export type OperationExamples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
