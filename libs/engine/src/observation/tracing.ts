import { AsyncLocalStorage } from 'node:async_hooks';
import { asError, type Work, workChannel } from '@lexhop/foundation';
import {
  type Context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** A request that is being answered. */
export interface TracedRequest {
  /** Ends it with the HTTP status of the answer. */
  end(status: number): void;
}

/** Sends the work of this process as traces: requests, jobs of builds, moves of retrieval and calls to models, each as a child of the work that it is part of. */
export class Tracing {
  readonly #around = new AsyncLocalStorage<Context>();
  readonly #spans = new WeakMap<Work, Span>();
  readonly #provider: NodeTracerProvider;
  readonly #listener = {
    start: () => {},
    end: () => {},
    asyncStart: () => {},
    asyncEnd: (work: Work) => this.#ended(work),
    error: () => {},
  };

  /** @param endpoint of a collector, without `/v1/traces`. */
  constructor(endpoint: string, service: string) {
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/u, '')}/v1/traces` });
    this.#provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    // Reads the `traceparent` header of callers.
    this.#provider.register();
    workChannel.subscribe(this.#listener);
    workChannel.start.bindStore(this.#around, (work) => this.#began(work));
  }

  /** Begins the span of a request and runs `answer` in it, so that its work belongs to the request. A trace of the caller is continued. */
  request({ name, headers }: { readonly name: string; readonly headers: object }, answer: () => void): TracedRequest {
    const parent = propagation.extract(ROOT_CONTEXT, headers);
    const span = this.#tracer.startSpan(name, { kind: SpanKind.SERVER }, parent);
    this.#around.run(trace.setSpan(parent, span), answer);
    return {
      end: (status) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Sends the spans that were not sent yet. */
  async close(): Promise<void> {
    workChannel.unsubscribe(this.#listener);
    workChannel.start.unbindStore(this.#around);
    await this.#provider.shutdown();
  }

  get #tracer() {
    return this.#provider.getTracer('lexhop');
  }

  #began(work: Work): Context {
    const parent = this.#around.getStore() ?? ROOT_CONTEXT;
    const attributes = Object.fromEntries(Object.entries(work.facts).map(([fact, value]) => [`lexhop.${fact}`, value]));
    const span = this.#tracer.startSpan(work.name, { attributes }, parent);
    this.#spans.set(work, span);
    return trace.setSpan(parent, span);
  }

  #ended(work: Work): void {
    const span = this.#spans.get(work);
    if (work.error !== undefined) {
      span?.recordException(asError(work.error));
      span?.setStatus({ code: SpanStatusCode.ERROR, message: asError(work.error).message });
    }
    span?.end();
  }
}
