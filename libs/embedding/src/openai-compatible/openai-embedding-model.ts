import type { EmbeddingSpace } from '@lexhop/graph-model';
import { dot, normalise } from '@lexhop/vectors';
import type {
  EmbedAllOptions,
  EmbeddingLimits,
  EmbeddingRole,
  ModelRuntime,
  TextVectors,
  VectorOutput,
} from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import type { Cutting } from '../pieces.js';
import { denseInPieces, RemoteCalls } from '../remote-calls.js';
import { RunningModel } from '../running-model.js';
import { cuttingOf } from './cutting.js';
import { findSparseEndpoint, type SparseEndpoint } from './embed-sparse.js';
import { type Address, hostOf, OpenAiEndpoint, type OpenAiParts } from './openai-endpoint.js';
import { readDenseVectors } from './openai-reply.js';
import { areOfOneModel, fingerprintOf, probeText } from './probe.js';

/** How a server's model is opened. */
export interface OpenAiModelParts extends OpenAiParts {
  /** A word of the operator's for the version of the model: with another word it is another space. */
  readonly revision?: string | undefined;
}

/** What was found out of a server when it was opened. */
interface Facts {
  readonly space: EmbeddingSpace;
  readonly cutting: Cutting;
  /** Its sparse vectors, or a sentence that says why it gives none. */
  readonly sparse: SparseEndpoint | string;
}

/** A model behind `/v1/embeddings`: OpenAI, Ollama, TEI, vLLM, infinity, Jina, Voyage and others. */
export class OpenAiEmbeddingModel extends RunningModel {
  override readonly space: EmbeddingSpace;
  override readonly outputs: readonly VectorOutput[];
  #outagesSeen: number;

  /**
   * Asks the server for the vector of the probe text, finds out how long a text it reads, and whether it gives sparse vectors.
   * Rejects with an EmbeddingError where it does not answer, or not in the dimensions asked for.
   */
  static async open(parts: OpenAiModelParts, signal?: AbortSignal): Promise<OpenAiEmbeddingModel> {
    const calls = new RemoteCalls(parts, new OpenAiEndpoint(parts, embeddingsAddress(parts)));
    const probe = await unitVectorOf(calls, probeText, signal);
    const { dimensions = probe.length, model } = parts;
    if (probe.length !== dimensions) {
      const sentence = `its vectors have ${probe.length} dimensions, and LEXHOP_OPENAI_EMBEDDING_DIMENSIONS asks for ${dimensions}; set it to ${probe.length}, or not at all.`;
      throw new EmbeddingError(model, sentence);
    }
    const cutting = await cuttingOf(
      (text) => unitVectorOf(calls, text, signal),
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
    return new OpenAiEmbeddingModel(parts, calls, { space, cutting, sparse });
  }

  private constructor(
    private readonly parts: OpenAiModelParts,
    private readonly calls: RemoteCalls<Float32Array>,
    private readonly facts: Facts,
  ) {
    super(parts.model);
    this.space = facts.space;
    this.outputs = typeof facts.sparse === 'string' ? ['dense'] : ['dense', 'sparse'];
    this.#outagesSeen = calls.outages;
  }

  override get limits(): EmbeddingLimits {
    return { maxTokens: this.facts.cutting.length, ...this.calls.limits };
  }

  override get sparseSpace(): string | undefined {
    const { sparse } = this.facts;
    return typeof sparse === 'string' ? undefined : sparse.space;
  }

  override prepare(text: string, _role: EmbeddingRole): string {
    // Servers refuse a text without a character.
    return text.trim() || '-';
  }

  /** A server that was away may have come back with another model. */
  protected override async becomeReady(signal: AbortSignal | undefined): Promise<void> {
    const { outages } = this.calls;
    if (outages === this.#outagesSeen) return;
    const probe = await unitVectorOf(this.calls, probeText, signal);
    if (!areOfOneModel(fingerprintIn(this.space), fingerprintOf(probe))) throw this.#changed();
    this.#outagesSeen = outages;
  }

  protected override async vectors(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal, outputs }: EmbedAllOptions,
  ): Promise<TextVectors & { readonly tokens: number }> {
    const { cutting, sparse } = this.facts;
    const prepared = texts.map((text) => this.prepare(text, role));
    const dense = await denseInPieces(this.calls, prepared, { cutting, role, signal });
    if (typeof sparse === 'string' || !outputs.includes('sparse')) return dense;
    return { ...dense, sparse: await sparse.embed(prepared, signal) };
  }

  /**
   * This model as that of a space that was recorded earlier, where the server still gives the probe text the same vector. Undefined where
   * texts are cut in another way than in that space.
   * Throws an EmbeddingError where the server runs another model under the same name by now.
   */
  inSpace(space: EmbeddingSpace): OpenAiEmbeddingModel | undefined {
    if (!areOfOneModel(fingerprintIn(space), fingerprintIn(this.space))) throw this.#changed();
    if (space.preparation !== this.space.preparation) return undefined;
    return new OpenAiEmbeddingModel(this.parts, this.calls, { ...this.facts, space });
  }

  protected override state(): ModelRuntime {
    const { sparse } = this.facts;
    return { device: 'remote', loaded: true, sparse: typeof sparse === 'string' ? `none: ${sparse}` : sparse.space };
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
  calls: RemoteCalls<Float32Array>,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Float32Array> {
  const { vectors } = await calls.embed([text], { role: 'passage', signal });
  return normalise(vectors[0] ?? new Float32Array());
}

/** Two vectors with a higher cosine are of texts that a server did not read to their different ends. */
const readToTheEnd = 0.99999;

/** `/v1/embeddings`. That a server does not know base64 is learnt and remembered. */
function embeddingsAddress({ baseUrl, model, dimensions }: OpenAiParts): Address<Float32Array> {
  const url = `${baseUrl}/embeddings`;
  /** A third of the bytes of decimals. */
  let encoding: 'base64' | undefined = 'base64';
  return {
    url,
    // What is undefined is not sent.
    body: (input) => ({ model, input, dimensions, encoding_format: encoding }),
    read: readDenseVectors,
    explain(failure, status) {
      if (status !== 404 && status !== 405) return failure;
      const asked = `${url} was asked; LEXHOP_OPENAI_EMBEDDING_BASE_URL is the address up to and with its /v1`;
      return { ...failure, reason: `${failure.reason} (${asked}).` };
    },
    learn(reason) {
      if (encoding === undefined || !/encoding_format|base64/iu.test(reason)) return false;
      encoding = undefined;
      return true;
    },
  };
}
