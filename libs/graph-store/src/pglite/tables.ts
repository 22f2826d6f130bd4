import type { VersionedTable } from './versioned-table.js';

export const nodes: VersionedTable = {
  name: 'node',
  key: { id: 'text' },
  values: {
    level: 'text',
    statuteId: 'text',
    statuteTitle: 'text',
    number: 'text',
    paragraph: 'int',
    headingPath: 'text[]',
    text: 'text',
    language: 'text',
    repealed: 'boolean',
    abolished: 'boolean',
    modifiedOn: 'text',
    url: 'text',
    position: 'int',
    contentHash: 'text',
  },
  compared: ['contentHash', 'repealed', 'abolished'],
  same: 't.content_hash = d.content_hash AND (t.repealed OR t.abolished) = (d.repealed OR d.abolished)',
};

/** That a node was drafted, from which text and by whom. */
export const drafted: VersionedTable = {
  name: 'drafted',
  key: { nodeId: 'text' },
  values: { contentHash: 'text', draftingKey: 'text' },
  compared: ['contentHash', 'draftingKey'],
};

export const questions: VersionedTable = {
  name: 'question',
  key: { direction: 'direction', id: 'text' },
  values: { nodeId: 'text', text: 'text', keywords: 'text[]', draftedBy: 'text' },
  compared: ['nodeId', 'text', 'keywords', 'draftedBy'],
};

export const matches: VersionedTable = {
  name: 'match',
  key: { outgoing: 'text' },
  values: { incoming: 'text', source: 'text', target: 'text', score: 'float8' },
  compared: ['incoming', 'source', 'target', 'score'],
};

export const edges: VersionedTable = {
  name: 'edge',
  key: { id: 'text' },
  values: {
    kind: 'edge_kind',
    source: 'text',
    target: 'text',
    outgoingQuestion: 'text',
    incomingQuestion: 'text',
    score: 'float8',
    text: 'text',
    mutatisMutandis: 'boolean',
    relation: 'text',
  },
  compared: [
    'source',
    'target',
    'outgoingQuestion',
    'incomingQuestion',
    'score',
    'text',
    'mutatisMutandis',
    'relation',
  ],
};

/** Every table of versioned rows. */
export const versionedTables: readonly VersionedTable[] = [nodes, drafted, questions, matches, edges];

export const nodeFields = { ...nodes.key, ...nodes.values };
export const questionFields = { ...questions.key, ...questions.values };
export const matchFields = { ...matches.key, ...matches.values };
