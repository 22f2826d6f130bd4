import type { ArticleNode } from '@lexhop/graph-model';
import type { DraftingPrompt } from './drafting-prompt.js';
import { promptV1En } from './prompt-v1.en.js';
import { promptV1ZhHans } from './prompt-v1.zh-hans.js';
import { promptV1ZhHant } from './prompt-v1.zh-hant.js';

/** The version that articles are drafted with now. */
export const promptVersion = 'v1';

/** The prompt in each language an article can be in. */
export const draftingPrompts: Readonly<Record<ArticleNode['language'], DraftingPrompt>> = {
  'zh-Hant': promptV1ZhHant,
  'zh-Hans': promptV1ZhHans,
  en: promptV1En,
};
