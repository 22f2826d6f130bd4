export const statutes = {
  'statutes.title': 'Statutes',
} as const;
