import type { EmbeddingSpace } from '@lexhop/graph-model';
import { dot, normalise } from '@lexhop/vectors';
import { embedInPieces, type TextCutting } from '../cut-text.js';
import {
  type EmbeddingLimits,
  type EmbeddingOutput,
  type EmbeddingRole,
  type EmbedOptions,
  HybridEmbeddingModel,
  type TextVectors,
} from '../embedding-model.js';
import { EmbeddingError, MissingOutputError } from '../errors.js';
import { type ModelRuntime, type ReportsRuntime, Throughput } from '../model-runtime.js';
import { cuttingOf } from './cutting.js';
import { findSparseEndpoint, type SparseEndpoint } from './embed-sparse.js';
import { type Endpoint, hostOf, OpenAiClient, type OpenAiParts } from './openai-client.js';
import { readReply } from './openai-reply.js';
import { areOfOneModel, fingerprintOf, probeText } from './probe.js';

/** How a server's model is opened. */
export interface OpenAiModelParts extends OpenAiParts {
  /** A word of the operator's before the fingerprint: another one is another space. */
  readonly revision?: string | undefined;
}

/** What the server told when it was asked first. */
interface Facts {
  readonly space: EmbeddingSpace;
  readonly cutting: TextCutting;
  /** A sentence where it gives no sparse vectors. */
  readonly sparse: SparseEndpoint | string;
}

/** A model behind `/v1/embeddings`: OpenAI, Ollama, TEI, vLLM, infinity, Jina, Voyage and others. */
export class OpenAiEmbeddingModel extends HybridEmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly outputs: readonly EmbeddingOutput[];
  readonly #throughput: Throughput;
  #outagesSeen: number;
  #closed = false;

  /**
   * Asks the server for the vector of the probe, for how long a text it reads, and whether it gives sparse vectors. Rejects with an EmbeddingError where it does not answer,
   * or not in the dimensions asked for.
   */
  static async open(parts: OpenAiModelParts, signal?: AbortSignal): Promise<OpenAiEmbeddingModel> {
    const client = new OpenAiClient(parts, embeddingsEndpoint(parts));
    const probe = await unitVectorOf(client, probeText, signal);
    const { dimensions = probe.length, model } = parts;
    if (probe.length !== dimensions) {
      const sentence = `its vectors have ${probe.length} dimensions, and LEXHOP_OPENAI_EMBEDDING_DIMENSIONS asks for ${dimensions}; set it to ${probe.length}, or not at all.`;
      throw new EmbeddingError(model, sentence);
    }
    const cutting = await cuttingOf(
      (text) => unitVectorOf(client, text, signal),
      (one, other) => dot(one, other) < readToTheEnd,
      model,
    );
    const label = parts.revision === undefined ? '' : `${parts.revision}.`;
    const space: EmbeddingSpace = {
      provider: 'openai-compatible',
      model: `${hostOf(parts.baseUrl)}/${model}`,
      revision: `${label}${fingerprintOf(probe)}`,
      dimensions,
      precision: 'server',
      preparation: `cut-${cutting.length}-${cutting.overlap}`,
      semantic: true,
      reproducible: false,
    };
    const sparse = await findSparseEndpoint(parts, signal);
    return new OpenAiEmbeddingModel(parts, client, { space, cutting, sparse });
  }

  private constructor(
    private readonly parts: OpenAiModelParts,
    private readonly client: OpenAiClient,
    private readonly facts: Facts,
  ) {
    super();
    this.space = facts.space;
    this.outputs = typeof facts.sparse === 'string' ? ['dense'] : ['dense', 'lexical-weights'];
    this.#throughput = new Throughput(parts.model);
    this.#outagesSeen = client.outages;
  }

  override get limits(): EmbeddingLimits {
    return { maxTokens: this.facts.cutting.length, ...this.client.limits };
  }

  override get sparseSpace(): string | undefined {
    const { sparse } = this.facts;
    return typeof sparse === 'string' ? undefined : sparse.space;
  }

  override prepare(text: string, _role: EmbeddingRole): string {
    // Servers refuse a text without a character.
    return text.trim() || '-';
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array> {
    signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError(this.parts.model, 'it was closed.');
    await this.#checkAfterOutage(signal);
    const prepared = texts.map((text) => this.prepare(text, role));
    const { rows } = await this.#throughput.measure(texts.length, async () => {
      let tokens = 0;
      const embedPieces = async (pieces: readonly string[]) => {
        const read = await this.client.embed(pieces, signal);
        tokens = read.tokens;
        return read.vectors;
      };
      const { cutting, space } = this.facts;
      return { rows: await embedInPieces(prepared, { cutting, dimensions: space.dimensions, embedPieces }), tokens };
    });
    return rows;
  }

  override async embedAll(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal, outputs }: EmbedOptions & { readonly outputs: readonly EmbeddingOutput[] },
  ): Promise<TextVectors> {
    const missing = outputs.find((output) => !this.outputs.includes(output));
    if (missing !== undefined) throw new MissingOutputError(this.parts.model, missing, this.outputs);
    const dense = await this.embed(texts, role, { ...(signal && { signal }) });
    const { sparse } = this.facts;
    if (typeof sparse === 'string' || !outputs.includes('lexical-weights')) return { dense };
    const prepared = texts.map((text) => this.prepare(text, role));
    return { dense, lexicalWeights: await sparse.embed(prepared, signal) };
  }

  /**
   * This model as that of a space that was recorded earlier, where the server still gives the probe that vector; undefined where the space
   * is another one by its preparation. Throws an EmbeddingError where the server runs another model under the same name by now.
   */
  inSpace(space: EmbeddingSpace): OpenAiEmbeddingModel | undefined {
    if (!areOfOneModel(fingerprintIn(space), fingerprintIn(this.space))) throw this.#changed();
    if (space.preparation !== this.space.preparation) return undefined;
    return new OpenAiEmbeddingModel(this.parts, this.client, { ...this.facts, space });
  }

  runtime(): ModelRuntime {
    const { sparse } = this.facts;
    const found = typeof sparse === 'string' ? `none: ${sparse}` : sparse.space;
    return { device: 'remote', loaded: true, sparse: found, ...this.#throughput.rates() };
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }

  /** A server that was away may have come back with another model. */
  async #checkAfterOutage(signal: AbortSignal | undefined): Promise<void> {
    const { outages } = this.client;
    if (outages === this.#outagesSeen) return;
    const probe = await unitVectorOf(this.client, probeText, signal);
    if (!areOfOneModel(fingerprintIn(this.space), fingerprintOf(probe))) throw this.#changed();
    this.#outagesSeen = outages;
  }

  #changed(): EmbeddingError {
    const { model, baseUrl } = this.parts;
    const sentence = `${hostOf(baseUrl)} gives the probe text another vector than it did when vectors were first kept: it runs another model under this name by now. Run the one from before; or, where the change is meant, set LEXHOP_OPENAI_EMBEDDING_REVISION to a new word, and build anew.`;
    return new EmbeddingError(model, sentence);
  }
}

function fingerprintIn({ revision }: EmbeddingSpace): string {
  return revision.split('.').at(-1) ?? '';
}

async function unitVectorOf(
  client: OpenAiClient,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const { vectors } = await client.embed([text], signal);
  return normalise(vectors[0] ?? new Float32Array());
}

/** Two texts that differ in their last tenth alone have two vectors, where a server reads them to the end. */
const readToTheEnd = 0.99999;

/** How vectors are asked for at `/v1/embeddings`; that a server does not know base64 is learned and remembered. */
function embeddingsEndpoint({ baseUrl, model, dimensions }: OpenAiParts): Endpoint<Float32Array> {
  /** A third of the bytes on the wire, where the server knows it. */
  let encoding: 'base64' | undefined = 'base64';
  return {
    url: `${baseUrl}/embeddings`,
    // What is undefined is not sent.
    body: (input) => ({ model, input, dimensions, encoding_format: encoding }),
    read(answer, texts) {
      const read = readReply(answer, texts);
      if (!('reason' in read) || (answer.status !== 404 && answer.status !== 405)) return read;
      const asked = `${baseUrl}/embeddings was asked; LEXHOP_OPENAI_EMBEDDING_BASE_URL is the address up to and with its /v1`;
      return { ...read, reason: `${read.reason} (${asked}).` };
    },
    learn(reason) {
      if (encoding === undefined || !/encoding_format|base64/iu.test(reason)) return false;
      encoding = undefined;
      return true;
    },
  };
}
