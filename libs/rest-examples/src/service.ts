import type { OperationExamples } from './operation-examples.js';

/** Examples for keys, backups, webhooks and health. */
export const serviceExamples: OperationExamples = {
  Access_access: { '200': { keysRequired: true, name: 'reading-room', role: 'read', graphs: ['default'] } },
  Keys_list: {
    '200': {
      items: [
        {
          name: 'reading-room',
          role: 'read',
          graphs: ['default'],
          createdAt: '2026-11-29T09:00:00.000Z',
          createdBy: 'root',
          lastUsedAt: '2026-11-29T09:12:00.000Z',
          from: 'books',
        },
      ],
    },
  },
  Keys_create: {
    request: { name: 'reading-room', role: 'read', graphs: ['default'] },
    '201': {
      name: 'reading-room',
      role: 'read',
      graphs: ['default'],
      key: 'Zk3vKq0S0m2oB1c9mJ0wq7l1uVw3v0oYHcYb2b3T6nE',
    },
  },
  Keys_audit: {
    '200': {
      items: [
        {
          id: 42,
          at: '2026-11-29T09:00:00.000Z',
          by: 'root',
          action: 'POST /api/v1/graphs/default/builds',
          status: 202,
        },
      ],
      next: '42',
    },
  },
  Backup_restore: { '200': { rows: 8712 } },
  Webhooks_list: {
    '200': {
      set: true,
      counts: { due: 0, delivered: 1, 'given-up': 0 },
      items: [
        {
          id: 'build_1f0c6f5e-3c1d-4b7e-9b1a-5a7f6f0f2c11',
          graph: 'default',
          build: 1,
          outcome: 'completed',
          endedAt: '2026-11-29T09:00:00.000Z',
          state: 'delivered',
          tries: 1,
          dueAt: null,
        },
      ],
    },
  },
  Health_live: { '200': { live: true } },
  Health_ready: {
    '200': {
      ready: true,
      degraded: false,
      dependencies: [
        { name: 'graph-store', ready: true, needed: true },
        { name: 'job-queue', ready: true, needed: true },
      ],
      embedding: { state: 'ready', provider: 'mock' },
    },
    '503': {
      ready: false,
      degraded: false,
      dependencies: [
        { name: 'graph-store', ready: false, needed: true, reason: 'no answer within 2000 ms', code: 'no-answer' },
        { name: 'job-queue', ready: true, needed: true },
      ],
      embedding: { state: 'ready', provider: 'mock' },
    },
  },
  Service_service: {
    '200': {
      name: 'LexHop',
      version: '0.1.0',
      embedding: {
        from: 'active-build',
        spaceId: 'mock/character-n-grams@1:256:fp32:nfkc-lower-case',
        provider: 'mock',
        model: 'character-n-grams',
        semantic: false,
      },
      links: {
        docs: '/api/v1/docs',
        openapi: '/api/v1/openapi.json',
        graphs: '/api/v1/graphs',
        embedding: '/api/v1/embedding/status',
        ready: '/health/ready',
      },
    },
  },
};
