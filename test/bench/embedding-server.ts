import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { normalise } from '@lexhop/vectors';
import { randomNumbers } from './random-numbers.js';

/*
 * A server of OpenAI's kind, in a process of its own, whose embedding costs little: each character has a random direction, and a text is their
 * sum. Variance falls over the dimensions as it does over those of bge-small-zh-v1.5 for the same questions (principal components, 88,922 of
 * them), and as much of each vector is common to all (0.73). Rows of such vectors are harder to cluster than that model's:
 * docs/measurements.md.
 */
const dimensions = 512;
const directions = 2 ** 14;
const common = 0.73;

const varianceOf = (dimension: number) => dimension ** -0.5 * Math.exp(-dimension / 204);

const table = (() => {
  const random = randomNumbers(1);
  const deviations = Array.from({ length: dimensions }, (_, place) => Math.sqrt(varianceOf(place + 1)));
  // The sum of four even numbers is nearly normal.
  const normal = () => random() + random() + random() + random() - 2;
  return Float32Array.from(
    { length: directions * dimensions },
    (_, at) => normal() * (deviations[at % dimensions] ?? 0),
  );
})();

function embed(text: string): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const character of text) {
    const start = ((character.codePointAt(0) ?? 0) % directions) * dimensions;
    for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] as number) + (table[start + at] as number);
  }
  const own = normalise(vector).map((value) => value * Math.sqrt(1 - common ** 2));
  own[dimensions - 1] = (own[dimensions - 1] ?? 0) + common;
  return normalise(own);
}

const server = createServer((request, response) => {
  void (async () => {
    if (request.url !== '/v1/embeddings') return void response.writeHead(404).end();
    const { input } = (await json(request)) as { readonly input: readonly string[] };
    const data = input.map((text, index) => {
      return { object: 'embedding', index, embedding: Buffer.from(embed(text).buffer).toString('base64') };
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data, usage: { prompt_tokens: 0, total_tokens: 0 } }));
  })();
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`));
process.on('disconnect', () => process.exit(0));
