import { LexHopError } from '@lexhop/foundation';

/** What is wrong with a file as a whole. */
export type StatuteFileFault =
  | 'empty'
  | 'not-utf-8'
  | 'broken-gzip'
  | 'broken-zip'
  | 'cut-short'
  | 'not-json'
  | 'not-xml'
  | 'unknown-format'
  | 'too-large'
  | 'unpacks-too-far';

/** A file that can't be read as statutes: says which file, where in it and why. What was read before that place was given out. */
export class StatuteFileError extends LexHopError {
  override readonly code = 'statute-file-unreadable';

  /**
   * @param place where in the file, for people: `byte 1024`, `line 12`, `line 40, byte 9000, in 著作權法, at 第 3 條`.
   * @param reason a clause that goes on after the place.
   */
  constructor(
    readonly fileName: string,
    readonly fault: StatuteFileFault,
    readonly place: string,
    readonly reason: string,
  ) {
    super(`${fileName} can't be read as statutes, at ${place}: ${reason}.`);
  }
}
