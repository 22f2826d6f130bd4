/** All of the books as lines of text, and back: graphs with every build, question banks, vectors, ledger, paid replies, keys, changes. */
export abstract class BooksBackup {
  /** The books as they are at one moment, whatever is written meanwhile: a line of JSON each, with its line end. */
  abstract lines(): AsyncIterable<string>;

  /**
   * Fills empty books, all or nothing; returns how many rows there are. Throws a BackupError for lines that are no whole backup of books in
   * this form, and where the books are not empty.
   */
  abstract restore(lines: AsyncIterable<string>): Promise<number>;
}
