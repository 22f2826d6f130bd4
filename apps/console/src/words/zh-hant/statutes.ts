import type { statutes as english } from '../en/statutes.js';

export const statutes: Readonly<Record<keyof typeof english, string>> = {
  'statutes.title': '法規',
};
