import { readFile } from 'node:fs/promises';

interface BankLine {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

/** The first distinct questions of a bank that have so many characters. */
export async function realQuestions(
  bank: string,
  { count, from, upTo }: { readonly count: number; readonly from: number; readonly upTo: number },
): Promise<readonly string[]> {
  const lines = (await readFile(bank, 'utf8')).split('\n').filter((line) => line !== '');
  const questions = lines.flatMap((line) => {
    const { incoming, outgoing } = JSON.parse(line) as BankLine;
    return [...incoming, ...outgoing];
  });
  return [...new Set(questions)].filter(({ length }) => length >= from && length <= upTo).slice(0, count);
}
