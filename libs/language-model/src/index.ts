/** Language model: asks a language model for a value of a schema, with token usage. */
export { type Completion, LanguageModel, type Prompt, type TokenUsage } from './language-model.js';
