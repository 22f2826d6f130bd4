import { whyFailed } from '@lexhop/foundation';
import { type HttpAnswer, postJson, withoutKey } from '@lexhop/provider-calls';
import { RerankingError } from '../errors.js';
import { type Ranking, rankingOf, Reranker, type RerankOptions } from '../reranker.js';
import { readScores, type Refusal } from './read-scores.js';

/** A server that speaks `/rerank`, as TEI, Jina, vLLM, Cohere, infinity and Voyage do. */
export interface HttpRerankerParts {
  /** Up to its `/rerank`. */
  readonly baseUrl: string;
  /** As the server names it; TEI has one model and no name. */
  readonly model?: string | undefined;
  /** Sent as a bearer token; nothing where absent. */
  readonly apiKey?: string | undefined;
}

/** The form of a request. What a server does not take is learned from its refusals. */
interface Manner {
  /** The name of the passages' list: `texts` at TEI. */
  readonly list: 'documents' | 'texts';
  readonly passagesPerCall: number;
  readonly charactersPerPassage: number;
}

interface RerankCall {
  /** Cut to half of what a passage may have. */
  readonly query: string;
  readonly call: readonly string[];
  readonly manner: Manner;
}

const firstManner: Manner = { list: 'documents', passagesPerCall: 50, charactersPerPassage: 4_000 };
const fewestCharacters = 100;

/** Orders by the scores of a server, in one request or in as many as the server's limits require. A request that was refused for good is not repeated. */
export class HttpReranker extends Reranker {
  override readonly model: Reranker['model'];
  override readonly limits = {
    passages: firstManner.passagesPerCall,
    charactersPerPassage: firstManner.charactersPerPassage,
  };
  readonly #url: string;
  #manner = firstManner;

  constructor(private readonly parts: HttpRerankerParts) {
    super();
    this.#url = `${parts.baseUrl.replace(/\/+$/u, '').replace(/\/rerank$/u, '')}/rerank`;
    this.model = { provider: 'http', model: parts.model ?? new URL(this.#url).host, revision: 'unversioned' };
  }

  protected override async order(
    query: string,
    passages: readonly string[],
    { signal }: RerankOptions,
  ): Promise<Ranking> {
    const scores: number[] = [];
    let manner = this.#manner;
    while (scores.length < passages.length) {
      const call = passages.slice(scores.length, scores.length + manner.passagesPerCall);
      const read = readScores(await this.#post({ query, call, manner }, signal), call.length);
      if (!('reason' in read)) {
        scores.push(...read);
        // What was learned is kept once it helped.
        this.#manner = manner;
        continue;
      }
      const learned = read.isOfRequest ? mannerAfter(read.reason, manner, call) : undefined;
      if (!learned) throw this.#errorOf(read);
      manner = learned;
    }
    return rankingOf(scores);
  }

  async #post({ query: asked, call, manner }: RerankCall, signal: AbortSignal | undefined): Promise<HttpAnswer> {
    const { model, apiKey } = this.parts;
    const { list, charactersPerPassage } = manner;
    const passages = call.map((passage) => passage.slice(0, charactersPerPassage));
    const query = asked.slice(0, Math.max(fewestCharacters, charactersPerPassage / 2));
    const body = list === 'texts' ? { query, texts: passages, truncate: true } : { model, query, documents: passages };
    const key: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    try {
      return await postJson({ url: this.#url, headers: { accept: 'application/json', ...key }, body, signal });
    } catch (thrown) {
      signal?.throwIfAborted();
      const sentence = `no answer came from ${new URL(this.#url).host}: ${whyFailed(thrown)}.`;
      throw new RerankingError(this.model.model, withoutKey(sentence, apiKey), { retryable: true, cause: thrown });
    }
  }

  #errorOf({ reason, retryable, waitMilliseconds }: Refusal): RerankingError {
    const sentence = withoutKey(`${new URL(this.#url).host} answered ${reason}.`, this.parts.apiKey);
    return new RerankingError(this.model.model, sentence, { retryable, retryAfterMilliseconds: waitMilliseconds });
  }
}

const textsWanted = /(?:missing|required|field)[^.]*\btexts\b/iu;
const tooMany = /batch|items|too many|number of documents/iu;
const tooLong = /token|length|too long|too large/iu;
const allowedPassages = /(?:maximum allowed batch size|at most|maximum of|max(?:imum)?)\D{0,20}(?<allowed>\d+)/iu;

/** The form that a refusal asks for; undefined where it names nothing that could be changed. */
function mannerAfter(reason: string, manner: Manner, call: readonly string[]): Manner | undefined {
  if (manner.list === 'documents' && textsWanted.test(reason)) return { ...manner, list: 'texts' };
  if (tooMany.test(reason) && call.length > 1) return { ...manner, passagesPerCall: fewer(reason, call.length) };
  const longest = Math.min(manner.charactersPerPassage, Math.max(...call.map((passage) => passage.length)));
  const isTooLong = tooLong.test(reason) && longest > fewestCharacters;
  return isTooLong ? { ...manner, charactersPerPassage: Math.ceil(longest / 2) } : undefined;
}

/** As many passages as the refusal allows, where it says a number; else half. */
function fewer(reason: string, count: number): number {
  const allowed = Number(allowedPassages.exec(reason)?.groups?.['allowed']);
  return allowed >= 1 && allowed < count ? allowed : Math.ceil(count / 2);
}
