import type { BuildComparison } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import type { Outline } from './outline.js';
import type { Pair } from './outline-pairs.js';

/** Statutes with changes are named up to so many. */
const statutesNamed = 200;

/** What a comparison found. */
export class ComparisonTally {
  #opened = 0;
  #closed = 0;
  #unchanged = 0;
  #idsChanged = false;
  readonly #statutes = new Set<string>();

  add({ present, wanted }: Pair, stays: boolean): void {
    if (stays) {
      this.#unchanged += 1;
      return;
    }
    for (const side of [present, wanted]) if (side) this.#statutes.add(side.statuteId);
    this.#opened += wanted ? 1 : 0;
    this.#closed += present ? 1 : 0;
    this.#idsChanged ||= !areNamedAlike(present, wanted);
  }

  comparison(): BuildComparison {
    const changed = [...this.#statutes].sort(byCodeUnits);
    return {
      opened: this.#opened,
      closed: this.#closed,
      unchanged: this.#unchanged,
      idsChanged: this.#idsChanged,
      ...(changed.length > statutesNamed ? {} : { changedStatutes: changed }),
    };
  }
}

/** An id or a title on one side only, or a statute abolished or in force again (a namesake steps in): citations lead elsewhere than before. */
function areNamedAlike(present: Outline | undefined, wanted: Outline | undefined): boolean {
  return present?.statuteTitle === wanted?.statuteTitle && present?.abolished === wanted?.abolished;
}
