/** Names as small whole numbers, in order of first mention. */
export class NameList {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  /** The number of a name, given to it now if it has none. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }

  /** The number of a name; -1 where it has none. */
  find(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  nameAt(number: number): string {
    return this.#names[number] ?? '';
  }

  /** For each number here, the number of the same name there; -1 where it has none. */
  translationTo(there: NameList): Int32Array {
    return Int32Array.from(this.#names, (name) => there.find(name));
  }
}
