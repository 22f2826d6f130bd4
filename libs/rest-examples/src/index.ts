/** REST examples: example requests and answers of each REST operation, made from the sample statutes, for the OpenAPI document. */
export { putExamples } from './put-examples.js';
