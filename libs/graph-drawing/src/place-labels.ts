/** A text where it is to stand: the middle of its box. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Other middles, tried in order where there is no room at the first. */
  readonly others?: readonly Point[];
  /** Radius of the circle that the text names. It may cover smaller circles; without a radius it covers none. */
  readonly radius?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A circle, which no text is to cover but the name of a larger one. */
export interface Dot extends Point {
  readonly radius: number;
}

/** The picture that texts stand in. */
interface LabelledPicture {
  readonly width: number;
  readonly height: number;
  readonly dots: readonly Dot[];
}

/** How many labels are tried for each that is wanted: where names stand close, most find no place. */
const triesEach = 6;

/**
 * The labels that find a place, of many in order of importance. Each lies within the picture, overlaps none that was placed
 * before it, and covers no dots but those smaller than its own.
 */
export function placeLabels(labels: Iterable<Label>, picture: LabelledPicture, most: number): readonly Label[] {
  const placed: Label[] = [];
  let tries = 0;
  for (const label of labels) {
    if (placed.length >= most || tries >= most * triesEach) break;
    const inside = [label, ...(label.others ?? []).map((place) => ({ ...label, ...place }))].filter((each) =>
      isInside(each, picture),
    );
    if (inside.length === 0) continue;
    tries += 1;
    const found = inside.find(
      (each) => !placed.some((other) => overlap(each, other)) && !coversAny(each, picture.dots),
    );
    if (found) placed.push(found);
  }
  return placed;
}

function isInside({ x, y, width, height }: Label, picture: LabelledPicture): boolean {
  const [left, top] = [x - width / 2, y - height / 2];
  return left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
}

function coversAny({ x, y, width, height, radius = 0 }: Label, dots: readonly Dot[]): boolean {
  return dots.some((dot) => {
    if (dot.radius < radius) return false;
    const aside = Math.max(0, Math.abs(dot.x - x) - width / 2);
    const above = Math.max(0, Math.abs(dot.y - y) - height / 2);
    return aside ** 2 + above ** 2 < dot.radius ** 2;
  });
}

function overlap(one: Label, other: Label): boolean {
  return (
    Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height
  );
}
