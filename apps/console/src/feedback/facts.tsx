import type { ReactNode } from 'react';

interface FactsProps {
  /** Name and value, in order; without a value (false, undefined) it is left out. */
  readonly facts: readonly (readonly [string, ReactNode])[];
}

/** Numbers in a row, each under its name. */
export function Facts({ facts }: FactsProps) {
  const known = facts.filter(([, value]) => value !== undefined && value !== false);
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
