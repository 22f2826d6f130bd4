/** The parts of the console, in the order of the menu; each is an address below the graph's. */
export const sections = ['ask', 'build', 'graph', 'statutes', 'system'] as const;
export type Section = (typeof sections)[number];

/** `/graphs/default/statutes`; further parts are escaped. */
export function pathOf(graph: string, section: Section, ...further: readonly (string | number)[]): string {
  return ['/graphs', graph, section, ...further.map((part) => encodeURIComponent(part))].join('/');
}
