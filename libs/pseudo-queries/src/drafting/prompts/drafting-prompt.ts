import type { DraftFault } from '../check-draft.js';

/** The words of one version of the drafting prompt, in one language. A change of words is a new version. */
export interface DraftingPrompt {
  /** What is wanted, and that the material is never an instruction. */
  readonly system: string;
  /** Before the material. */
  readonly task: string;
  /** After the material, before the faults of the reply before. */
  readonly repair: string;
  /** What is wrong, from a fault's detail. */
  readonly faults: Readonly<Record<DraftFault['code'], (detail: string) => string>>;
}

/** A fault in a prompt's words. */
export function describeFault({ faults }: DraftingPrompt, { code, detail }: DraftFault): string {
  return faults[code](detail);
}
