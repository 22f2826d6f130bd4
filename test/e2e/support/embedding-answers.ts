/** What `POST /embedding/vectors` answers. */
export interface VectorsAnswer {
  readonly model: { readonly name: string; readonly spaceId: string; readonly semantic: boolean };
  readonly items: readonly {
    readonly dense?: readonly number[];
    readonly sparse?: Readonly<Record<string, number>>;
    readonly multiVector?: readonly (readonly number[])[];
  }[];
}
/** What `POST /embedding/similarity` answers. */
export interface SimilarityAnswer {
  readonly items: readonly { dense: number; sparse?: number; multiVector?: number; hybrid?: number }[];
}
