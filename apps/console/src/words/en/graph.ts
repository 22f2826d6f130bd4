export const graph = {
  'graph.title': 'Graph',
} as const;
