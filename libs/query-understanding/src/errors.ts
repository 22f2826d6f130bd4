import { LexHopError } from '@lexhop/foundation';
import type { NamedStatute } from './statute-names.js';

const namesShown = 20;

/** A name that means none of a place's statutes, and those with a name most like it. */
export interface UnknownName {
  readonly name: string;
  readonly nearest: readonly NamedStatute[];
}

/** Statutes were named that are not there. */
export class UnknownStatutesError extends LexHopError {
  override readonly code = 'statutes-unknown';
  override readonly hint: string;
  /** How many are not there, and the first 20 of them. */
  readonly unknown: number;
  readonly statutes: readonly string[];
  /** By the name that was given; only where there are any. */
  readonly nearest: Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>>;

  /** @param place where they were looked for: `Graph tax`, `Build 3 of graph tax` */
  constructor(
    readonly place: string,
    readonly graph: string,
    { unknown, asked }: { readonly unknown: readonly UnknownName[]; readonly asked: number },
  ) {
    const first = unknown.slice(0, namesShown);
    const shown = `${first.map(({ name }) => name).join(', ')}${unknown.length > namesShown ? ', …' : ''}`;
    const near = first.filter(({ nearest }) => nearest.length > 0);
    const nearest = near.map((each) => ` Nearest to ${each.name}: ${each.nearest.map(spelled).join(', ')}.`);
    super(`${place} lacks ${unknown.length} of the ${asked} statutes asked for: ${shown}.${nearest.join('')}`);
    this.hint = `GET /api/v1/graphs/${graph}/statutes lists those that it has.`;
    this.unknown = unknown.length;
    this.statutes = first.map(({ name }) => name);
    this.nearest = Object.fromEntries(
      near.map(({ name, nearest: statutes }) => [name, statutes.map(({ id, title }) => ({ id, title }))]),
    );
  }
}

function spelled({ id, title }: NamedStatute): string {
  return `${title} (${id})`;
}
