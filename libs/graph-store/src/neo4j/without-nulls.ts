/** What a map of the server's holds, without the fields that it has nothing for. */
export function withoutNulls<Fields extends object>(map: Nullable<Fields>): Fields {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null)) as Fields;
}

/** As the server gives it: null for what is not there. */
export type Nullable<Fields> = { readonly [Field in keyof Fields]-?: Fields[Field] | null };
