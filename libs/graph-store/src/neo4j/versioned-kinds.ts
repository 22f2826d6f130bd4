/** The `until` of a row that no build has ended. */
export const openEnd = 2_147_483_647;

/** A label of nodes or a type of relationships that live from build `since` to before build `until`. */
export interface VersionedKind {
  readonly name: string;
  /** What finds its rows, as `r`. */
  readonly pattern: string;
  /** What deletes them. */
  readonly erase: 'DELETE' | 'DETACH DELETE';
}

const relationship = (name: string): VersionedKind => ({ name, pattern: `()-[r:${name}]->()`, erase: 'DELETE' });
const node = (name: string): VersionedKind => ({ name, pattern: `(r:${name})`, erase: 'DETACH DELETE' });

/** The best incoming question of each outgoing one. */
export const matches = relationship('MATCHES');

/** Everything that is versioned; relationships first, so that what hangs on a node is counted before the node goes. */
export const versionedKinds: readonly VersionedKind[] = [
  matches,
  relationship('LEADS_TO'),
  relationship('CITES'),
  relationship('CONTAINS'),
  relationship('NEXT'),
  node('PseudoQuery'),
  node('Draft'),
  node('Article'),
];
