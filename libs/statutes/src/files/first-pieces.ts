/**
 * The first pieces of a source, up to the one for which `isEnough` is true or to its end; and all pieces, these among them. Whoever ends the
 * reading of all ends the source.
 */
export async function withFirst<Piece>(
  pieces: AsyncGenerator<Piece>,
  isEnough: (piece: Piece) => boolean,
): Promise<{ readonly first: readonly Piece[]; readonly all: AsyncGenerator<Piece> }> {
  const first: Piece[] = [];
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    first.push(next.value);
    if (isEnough(next.value)) break;
  }
  return { first, all: chained(first, pieces) };
}

async function* chained<Piece>(first: readonly Piece[], rest: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
