/**
 * The examples of one operation, by the body that they belong to: `request` or a status, followed by the content type where it is not JSON, as in
 * `200 text/event-stream`.
 */
export type OperationExamples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
