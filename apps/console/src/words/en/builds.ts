export const builds = {
  'builds.title': 'Builds',
} as const;
