import { type ReactNode, useId } from 'react';

interface SheetProps {
  readonly title: string;
  /** Whether its parts stand close together. */
  readonly tight?: boolean;
  readonly children: ReactNode;
}

/** A part of a page, under a heading of its own. */
export function Sheet({ title, tight = false, children }: SheetProps) {
  const heading = useId();
  return (
    <section className={tight ? 'sheet stack stack--tight' : 'sheet stack'} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}

interface FactsProps {
  /** Name and value, in order; without a value (false, undefined) it is left out. */
  readonly facts: readonly (readonly [string, ReactNode])[];
  /** Large, or as lines of text. */
  readonly look?: 'facts' | 'facts-in-line';
}

/** Values in a row, each with its name. */
export function Facts({ facts, look = 'facts' }: FactsProps) {
  const known = facts.filter(([, value]) => value !== undefined && value !== false);
  return (
    <dl className={look}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface TableProps<Column extends string> {
  readonly className?: string;
  readonly caption?: string;
  /** What stands over each column, and the class of its cells. */
  readonly columns: readonly (readonly [column: Column, name: ReactNode, className?: string])[];
  readonly rows: readonly ({ readonly key: string | number } & Readonly<Record<Column, ReactNode>>)[];
  /** Whether the first cell of a row is its heading. */
  readonly headed?: boolean;
  /** Further rows. */
  readonly children?: ReactNode;
}

/** What the parts of a table are, for browsers that no longer know it once a phone lays its rows out in another way. */
const role = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader', scope: 'col' },
  heading: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
} as const;

/** A table; where it is too wide, it can be moved sideways. */
export function Table<Column extends string>({ columns, rows, headed = false, ...table }: TableProps<Column>) {
  return (
    <div className="scroll-x">
      <table className={table.className} {...role.table}>
        {table.caption !== undefined && <caption>{table.caption}</caption>}
        <thead {...role.rows}>
          <tr {...role.row}>
            {columns.map(([column, name, className]) => (
              <th key={column} className={className} {...role.column}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...role.rows}>
          {rows.map((row) => (
            <tr key={row.key} {...role.row}>
              {columns.map(([column, , className], place) => {
                const [Cell, about] =
                  headed && place === 0 ? (['th', role.heading] as const) : (['td', role.cell] as const);
                return (
                  <Cell key={column} className={className} {...about}>
                    {row[column]}
                  </Cell>
                );
              })}
            </tr>
          ))}
          {table.children}
        </tbody>
      </table>
    </div>
  );
}
