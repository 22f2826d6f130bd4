import type { ask as english } from '../en/ask.js';

export const ask: Readonly<Record<keyof typeof english, string>> = {
  'ask.title': '提問',
};
