import type { EmbeddingSpace } from '@lexhop/graph-model';
import { dot, normalise } from '@lexhop/vectors';
import { cutText, embedInPieces, type TextCutting } from '../cut-text.js';
import { type EmbeddingLimits, EmbeddingModel, type EmbedOptions, type EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError, TextTooLongError } from '../errors.js';
import { type ModelRuntime, type ReportsRuntime, Throughput } from '../model-runtime.js';
import { hostOf, OpenAiClient, type OpenAiParts } from './openai-client.js';
import { areOfOneModel, fingerprintOf, probeText } from './probe.js';

/** How a server's model is opened. */
export interface OpenAiModelParts extends OpenAiParts {
  /** A word of the operator's before the fingerprint: another one is another space. */
  readonly revision?: string | undefined;
}

/** Lengths that are tried in turn, in characters; longer texts are cut. A Han character is one token at most times. */
const lengths = [2_000, 1_000, 500, 250];

/** What the server told when it was asked first. */
interface Facts {
  readonly space: EmbeddingSpace;
  readonly cutting: TextCutting;
}

/** A model behind `/v1/embeddings`: OpenAI, Ollama, TEI, vLLM, infinity, Jina, Voyage and others. */
export class OpenAiEmbeddingModel extends EmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly outputs = ['dense'] as const;
  readonly #throughput: Throughput;
  #outagesSeen: number;
  #closed = false;

  /**
   * Asks the server for the vector of the probe and for how long a text it reads. Rejects with an EmbeddingError where it does not answer,
   * or not in the dimensions asked for.
   */
  static async open(parts: OpenAiModelParts, signal?: AbortSignal): Promise<OpenAiEmbeddingModel> {
    const client = new OpenAiClient(parts);
    const probe = await unitVectorOf(client, probeText, signal);
    const { dimensions = probe.length, model } = parts;
    if (probe.length !== dimensions) {
      const sentence = `its vectors have ${probe.length} dimensions, and LEXHOP_OPENAI_EMBEDDING_DIMENSIONS asks for ${dimensions}; set it to ${probe.length}, or not at all.`;
      throw new EmbeddingError(model, sentence);
    }
    const cutting = await cuttingOf(client, model, signal);
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
    return new OpenAiEmbeddingModel(parts, client, { space, cutting });
  }

  private constructor(
    private readonly parts: OpenAiModelParts,
    private readonly client: OpenAiClient,
    private readonly facts: Facts,
  ) {
    super();
    this.space = facts.space;
    this.#throughput = new Throughput(parts.model);
    this.#outagesSeen = client.outages;
  }

  override get limits(): EmbeddingLimits {
    return { maxTokens: this.facts.cutting.length, ...this.client.limits };
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
    return { device: 'remote', loaded: true, ...this.#throughput.rates() };
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

/** Finds how long a text the server reads: what is longer it refuses, or drops the rest of without a word. */
async function cuttingOf(client: OpenAiClient, model: string, signal: AbortSignal | undefined): Promise<TextCutting> {
  let last: unknown;
  for (const length of lengths) {
    try {
      // One by one: of two that are refused together it is not known that each is too long.
      const one = await unitVectorOf(client, longText(length, '租'), signal);
      const other = await unitVectorOf(client, longText(length, '罰'), signal);
      if (dot(one, other) < readToTheEnd) return { length, overlap: length / 5 };
    } catch (thrown) {
      if (!(thrown instanceof TextTooLongError)) throw thrown;
      last = thrown;
    }
  }
  const shortest = lengths.at(-1);
  throw new EmbeddingError(model, `it reads texts of fewer than ${shortest} characters only.`, { cause: last });
}

/** Of so many characters, the last tenth of them about something else. */
function longText(length: number, end: string): string {
  const [body = ''] = cutText(
    '出租人應以合於所約定使用收益之租賃物，交付承租人，並應於租賃關係存續中保持其合於約定。'.repeat(50),
    {
      length: length * 0.9,
      overlap: 0,
    },
  );
  return `${body}${end.repeat(length * 0.1)}`;
}
