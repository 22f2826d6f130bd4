/** REST examples: what each operation is sent and answers, out of the sample statutes, put into the OpenAPI document. */
export { putExamples } from './put-examples.js';
