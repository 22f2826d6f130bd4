import { promptVersion } from './prompts/drafting-prompts.js';

/** What decides, beside an article's text, what a language model drafts for it: the model and the prompt's version. Another key means drafting again. */
export function draftingKeyOf(model: { readonly id: string }): string {
  return `llm:${model.id}:${promptVersion}`;
}
