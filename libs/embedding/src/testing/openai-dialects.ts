export type Refusal = readonly [status: number, body: unknown];

/** How a kind of server behaves on the wire. */
export interface Dialect {
  /** Most texts of a request, and how more are refused. */
  readonly texts: number;
  tooMany(texts: number): Refusal;
  /** Longest text in characters, and how a longer one is refused; cut without a word where it is not. */
  readonly characters: number;
  tooLong?(characters: number): Refusal;
  /** Of a format that is not known; taken, or floats given all the same, where there is none. */
  readonly noBase64?: Refusal | 'floats';
  readonly noDimensions?: Refusal;
  readonly order?: 'reversed' | 'all-zero';
  /** How `/embed_sparse` is answered; as an address that is not known where absent. */
  readonly sparse?: Refusal | 'splade';
  data?(embedding: unknown, index: number): object;
}

/** As Text Embeddings Inference words errors at its own addresses. */
export const teiError = (error: string, type: string) => ({ error, error_type: type });

const openAiError = (message: string, type = 'invalid_request_error', code: string | number | null = null) => ({
  error: { message, type, param: null, code },
});

const tei = {
  texts: 32,
  tooMany: (n) => [413, { message: `batch size ${n} > maximum allowed batch size 32`, code: 413, type: 'Validation' }],
  characters: 512,
  tooLong: (n) => [
    413,
    {
      message: `Input validation error: \`inputs\` must have less than 512 tokens. Given: ${n}`,
      code: 413,
      type: 'Validation',
    },
  ],
  noDimensions: [422, { message: '`dimensions` must be smaller than model dimensions', code: 422, type: 'Validation' }],
} as const satisfies Dialect;

/** Kinds of servers by the words of their documentation and of reports about them. */
export const dialects = {
  openai: {
    texts: 2048,
    tooMany: (n) => [
      400,
      openAiError(
        `'$.input' is invalid. Array too long: expected an array with maximum length 2048, but got an array with length ${n} instead.`,
      ),
    ],
    characters: 8_192,
    tooLong: (n) => [
      400,
      openAiError(
        `This model's maximum context length is 8192 tokens, however you requested ${n} tokens (${n} in your prompt; 0 for the completion).`,
      ),
    ],
  },
  ollama: {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 512,
    noBase64: 'floats',
  },
  'ollama of today': {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 2_048,
    tooLong: () => [
      400,
      { error: { message: 'the input length exceeds the context length', type: 'api_error', param: null, code: null } },
    ],
  },
  tei: { ...tei, sparse: [424, teiError('Model is not an embedding model with SPLADE pooling', 'Backend')] },
  'tei beside one of SPLADE': { ...tei, sparse: 'splade' },
  vllm: {
    texts: Infinity,
    tooMany: () => [400, {}],
    characters: 1_024,
    tooLong: (n) => [
      400,
      {
        object: 'error',
        message: `This model's maximum context length is 1024 tokens. However, you requested ${n} tokens in the input for embedding generation. Please reduce the length of the input.`,
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    ],
    noDimensions: [
      400,
      {
        object: 'error',
        message:
          'Model "bge-m3" does not support matryoshka representation, changing output dimensions will lead to poor results.',
        type: 'BadRequestError',
        param: null,
        code: 400,
      },
    ],
  },
  infinity: {
    texts: 128,
    tooMany: () => [
      422,
      {
        detail: [
          {
            type: 'too_long',
            loc: ['body', 'input'],
            msg: 'List should have at most 128 items after validation',
            input: [],
          },
        ],
      },
    ],
    characters: 512,
    order: 'reversed',
  },
  voyage: {
    texts: 128,
    tooMany: (n) => [
      400,
      { detail: `The batch size limit is 128. Your batch size is ${n}; please use a batch size of at most 128.` },
    ],
    characters: 4_000,
    noDimensions: [400, { detail: "Argument 'dimensions' is not supported by our API" }],
  },
  jina: {
    texts: 512,
    tooMany: () => [422, { detail: 'Validation error: [body -> input] List should have at most 512 items' }],
    characters: 8_192,
    noBase64: [422, { detail: 'Validation error: [body -> encoding_format] Extra inputs are not permitted' }],
  },
  'a proxy that counts nothing': {
    texts: 10,
    tooMany: () => [
      400,
      {
        error: {
          message:
            '<400> InternalError.Algo.InvalidParameter: Value error, batch size is invalid, it should not be larger than 10.: input.contents',
          type: 'InvalidParameter',
          param: null,
          code: 'InvalidParameter',
        },
        request_id: 'd0722c3e',
      },
    ],
    characters: 2_500,
    order: 'all-zero',
    tooLong: () => [400, { error: 'input is too long' }],
  },
} as const satisfies Record<string, Dialect>;

export type DialectName = keyof typeof dialects;
