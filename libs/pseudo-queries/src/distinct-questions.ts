/** The questions, trimmed, without empty ones and without those that differ from an earlier one only in spacing, width, case or closing marks. */
export function distinctQuestions(questions: readonly string[]): string[] {
  const distinct = new Map<string, string>();
  for (const question of questions) {
    const text = question.trim();
    const key = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s?!.。]+/gu, '');
    if (key !== '' && !distinct.has(key)) distinct.set(key, text);
  }
  return [...distinct.values()];
}
