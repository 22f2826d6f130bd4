const longestDetail = 300;

/** What a provider said, fit for an error: one line, cut, the key blotted out wherever it is repeated. */
export function providerDetail(said: string, key: string | undefined): string {
  const line = said.replace(/\s+/g, ' ').trim();
  const blotted = key ? line.replaceAll(key, '***') : line;
  return blotted.length > longestDetail ? `${blotted.slice(0, longestDetail)}…` : blotted || 'it gave no reason';
}
