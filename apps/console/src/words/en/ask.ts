export const ask = {
  'ask.title': 'Ask',
} as const;
