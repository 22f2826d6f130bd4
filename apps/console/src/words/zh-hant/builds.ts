import type { builds as english } from '../en/builds.js';

export const builds: Readonly<Record<keyof typeof english, string>> = {
  'builds.title': '建圖',
};
