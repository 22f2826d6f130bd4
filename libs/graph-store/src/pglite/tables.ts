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
  same: 't.content_hash = d.content_hash AND (t.repealed OR t.abolished) = (d.repealed OR d.abolished)',
};

/** That a node was drafted, from which text and by whom. */
export const drafted: VersionedTable = {
  name: 'drafted',
  key: { nodeId: 'text' },
  values: { contentHash: 'text', draftingKey: 'text' },
  same: 't.content_hash = d.content_hash AND t.drafting_key = d.drafting_key',
};

export const questions: VersionedTable = {
  name: 'question',
  key: { direction: 'direction', id: 'text' },
  values: { nodeId: 'text', text: 'text', keywords: 'text[]', draftedBy: 'text' },
  same: 't.node_id = d.node_id AND t.text = d.text AND t.keywords = d.keywords AND t.drafted_by = d.drafted_by',
};

export const matches: VersionedTable = {
  name: 'match',
  key: { outgoing: 'text' },
  values: { incoming: 'text', source: 'text', target: 'text', score: 'float8' },
  same: 't.incoming = d.incoming AND t.score = d.score AND t.source = d.source AND t.target = d.target',
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
  same: `t.source = d.source AND t.target = d.target AND t.outgoing_question IS NOT DISTINCT FROM d.outgoing_question
    AND t.score IS NOT DISTINCT FROM d.score AND t.text IS NOT DISTINCT FROM d.text
    AND t.mutatis_mutandis IS NOT DISTINCT FROM d.mutatis_mutandis AND t.relation IS NOT DISTINCT FROM d.relation`,
};

/** Every table of versioned rows. */
export const versionedTables: readonly VersionedTable[] = [nodes, drafted, questions, matches, edges];

export const nodeFields = { ...nodes.key, ...nodes.values };
export const questionFields = { ...questions.key, ...questions.values };
export const matchFields = { ...matches.key, ...matches.values };
