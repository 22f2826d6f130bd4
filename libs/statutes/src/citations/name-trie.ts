interface Branch<Value> {
  readonly next: Map<number, Branch<Value>>;
  value?: { readonly held: Value };
}

export interface NameFound<Value> {
  readonly value: Value;
  readonly end: number;
}

/** Names with a value each, found as the longest that begins at a place of a text. 台 is read as 臺. */
export class NameTrie<Value> {
  private readonly root: Branch<Value> = { next: new Map() };

  /** Keeps the value of a name; where it has one already, what `choose` makes of both. */
  set(name: string, value: Value, choose: (held: Value, added: Value) => Value = (_held, added) => added): void {
    let branch = this.root;
    for (let index = 0; index < name.length; index++) {
      const unit = fold(name.charCodeAt(index));
      let next = branch.next.get(unit);
      if (next === undefined) branch.next.set(unit, (next = { next: new Map() }));
      branch = next;
    }
    branch.value = { held: branch.value === undefined ? value : choose(branch.value.held, value) };
  }

  /**
   * The longest name that begins at `start`, and where it ends; reads no further than the longest name reaches.
   * Where the text leaves every name and none was found yet, it goes on after what `skipped` finds there, once.
   */
  longestAt(
    text: string,
    start: number,
    skipped?: (text: string, index: number) => number,
  ): NameFound<Value> | undefined {
    let branch: Branch<Value> | undefined = this.root;
    let found: NameFound<Value> | undefined;
    let skip = skipped;
    for (let index = start; index < text.length;) {
      const next: Branch<Value> | undefined = branch.next.get(fold(text.charCodeAt(index)));
      if (next === undefined) {
        const length = found === undefined ? (skip?.(text, index) ?? 0) : 0;
        skip = undefined;
        if (length === 0) break;
        index += length;
        continue;
      }
      branch = next;
      index++;
      if (branch.value !== undefined) found = { value: branch.value.held, end: index };
    }
    return found;
  }

  /** Whether a name begins with this UTF-16 unit. */
  mayStartWith(unit: number): boolean {
    return this.root.next.has(fold(unit));
  }
}

/** One UTF-16 unit for those that mean the same letter. */
export function fold(unit: number): number {
  return unit === 0x53f0 ? 0x81fa : unit;
}
