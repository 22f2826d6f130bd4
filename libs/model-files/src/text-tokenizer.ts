import { readFile } from 'node:fs/promises';
import { Tokenizer } from '@huggingface/tokenizers';
import { asError } from '@lexhop/foundation';
import { ModelFileError } from './errors.js';

/** A model's own tokenizer. */
export interface TextTokenizer {
  /** The text's token ids between the model's first and last special token, uncut. */
  encode(text: string): readonly number[];
  readonly padId: number;
  /** Special tokens that carry no lexical weight: first, last, padding, unknown. */
  readonly unweighted: ReadonlySet<number>;
}

const specialTokens = ['<s>', '</s>', '<pad>', '<unk>', '[CLS]', '[SEP]', '[PAD]', '[UNK]'];

/** Reads a `tokenizer.json`. Rejects with a ModelFileError when it is none. */
export async function readTokenizer(path: string): Promise<TextTokenizer> {
  try {
    const tokenizer = new Tokenizer(JSON.parse(await readFile(path, 'utf8')) as object, {});
    const ids = specialTokens.map((token) => tokenizer.token_to_id(token));
    return {
      encode: (text) => tokenizer.encode(text).ids,
      padId: tokenizer.token_to_id('<pad>') ?? tokenizer.token_to_id('[PAD]') ?? 0,
      unweighted: new Set(ids.filter((id) => id !== undefined)),
    };
  } catch (thrown) {
    throw new ModelFileError(path, `it is no tokenizer that can be read: ${asError(thrown).message}`, thrown);
  }
}
