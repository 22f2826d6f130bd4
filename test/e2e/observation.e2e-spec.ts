import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { aDataDirectory, TestServer } from '../support/server.js';
import { type CollectedSpan, TraceCollector } from './support/trace-collector.js';

const callersTrace = '0af7651916cd43dd8448eb211c80319c';
let folder: Awaited<ReturnType<typeof aDataDirectory>>;
let collector: TraceCollector;
let metrics: string;

/** A server that was asked, built and stopped, with somebody listening. */
beforeAll(async () => {
  folder = await aDataDirectory();
  collector = await TraceCollector.start();
  const server = await TestServer.start(folder.path, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint });
  try {
    await importSample(server, 'default');
    await buildToEnd(server, 'default');
    await expectStatus(server.request('POST', '/graphs/default/retrieve', { query: '商標' }), 200);
    await expectStatus(server.request('POST', '/graphs/default/retrieve', { query: '商標', mode: 'bm25' }), 200);
    await fetch(`${server.url}/api/v1/graphs`, { headers: { traceparent: `00-${callersTrace}-b7ad6b7169203331-01` } });
    metrics = await (await fetch(`${server.url}/metrics`)).text();
  } finally {
    await server.stop();
  }
});

afterAll(async () => {
  await collector.close();
  await folder.remove();
});

function spanNamed(name: string, holds: (span: CollectedSpan) => boolean = () => true): CollectedSpan {
  const span = collector.spans.find((candidate) => candidate.name === name && holds(candidate));
  if (!span)
    throw new Error(`No span ${name} among ${[...new Set(collector.spans.map((each) => each.name))].join(', ')}`);
  return span;
}

const has = (key: string, value: string) => (span: CollectedSpan) =>
  span.attributes.some((attribute) => attribute.key === key && Object.values(attribute.value).includes(value));

describe('traces', () => {
  it('show a question with its moves under its request', () => {
    expect([...collector.services]).toEqual([JSON.stringify({ stringValue: 'lexhop-api' })]);
    const request = spanNamed('POST /api/v1/graphs/:graph/retrieve');
    const answer = collector.under(request, 'retrieve');
    if (!answer) throw new Error('The answer is not under its request.');
    for (const move of ['embed-query', 'enter', 'traverse', 'prune', 'present']) {
      expect(collector.under(answer, move)?.traceId).toBe(request.traceId);
    }
  });

  it('show every step of a build, and the embedding under its batch', () => {
    for (const step of ['compare', 'draft', 'embed', 'match', 'check', 'publish'])
      spanNamed('job', has('lexhop.step', step));
    const batches = collector.spans.filter((span) => span.name === 'job' && has('lexhop.kind', 'run-batch')(span));
    expect(batches.some((batch) => collector.under(batch, 'embed'))).toBe(true);
  });

  it("go on with a caller's own", () => {
    expect(spanNamed('GET /api/v1/graphs').traceId).toBe(callersTrace);
  });
});

describe('metrics', () => {
  it.each([
    /^lexhop_retrieval_seconds_count\{mode="hop",outcome="done"\} 1$/m,
    /^lexhop_retrieval_seconds_count\{mode="bm25",outcome="done"\} 1$/m,
    /^lexhop_retrieval_seconds_bucket\{le="0.1",mode="hop",outcome="done"\} [01]$/m,
    /^lexhop_retrieval_move_seconds_count\{mode="hop",move="traverse",outcome="done"\} 1$/m,
    /^lexhop_job_seconds_count\{step="match",kind="run-batch",outcome="done"\} [1-9]/m,
    /^lexhop_job_seconds_count\{step="check",kind="finish-step",outcome="done"\} 1$/m,
    /^lexhop_embedded_texts_total\{model="mock"\} [1-9]/m,
    /^lexhop_embedding_seconds_sum\{model="mock",outcome="done"\} /m,
    /^lexhop_build_step_seconds\{graph="default",step="match"\} [\d.]+$/m,
    /^lexhop_queue_jobs\{state="active"\} 0$/m,
    /^process_resident_memory_bytes [1-9]/m,
  ])('say %s', (line) => {
    expect(metrics).toMatch(line);
  });
});
