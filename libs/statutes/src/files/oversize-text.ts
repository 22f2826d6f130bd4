/** Stands where a text in a JSON file was too long to be kept. */
export class OversizeText {
  /** @param length of the text that is not here, in UTF-16 units. */
  constructor(readonly length: number) {}
}
