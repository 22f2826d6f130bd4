/** Those of some names that differ from a given one in few letters, nearest first. */
export function nearestNames(given: string, names: Iterable<string>, mostWrong: number): readonly string[] {
  const distances = [...names].flatMap((name) => {
    const distance = lettersApart(given, name, mostWrong);
    return distance <= mostWrong ? [{ name, distance }] : [];
  });
  return distances.toSorted((one, other) => one.distance - other.distance).map(({ name }) => name);
}

/** Letters to change, add or take away to make one word of the other (Levenshtein); more than `most` is not counted to its end. */
function lettersApart(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      line.push(Math.min(changed, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
    }
    if (Math.min(...line) > most) return most + 1;
    above = line;
  }
  return above.at(-1) ?? 0;
}
