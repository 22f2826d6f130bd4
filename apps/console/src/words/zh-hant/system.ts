import type { system as english } from '../en/system.js';

export const system: Readonly<Record<keyof typeof english, string>> = {
  'system.title': '系統',
};
