import type { graph as english } from '../en/graph.js';

export const graph: Readonly<Record<keyof typeof english, string>> = {
  'graph.title': '圖譜',
};
