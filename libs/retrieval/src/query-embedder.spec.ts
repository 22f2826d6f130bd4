import { describe, expect, it } from 'vitest';
import { QuerySpaceError } from './errors.js';
import { queryEmbedderOf } from './query-embedder.js';
import { aSpace } from './testing/graph-fixture.js';

/** Its vector says how the text was prepared: the length of it. */
function aModel(instruction: string) {
  const calls: string[] = [];
  return {
    calls,
    space: aSpace(),
    prepare: (text: string, role: string) => (role === 'query' ? instruction + text : text),
    embed: async ([text = '']: readonly string[], role: string) => {
      calls.push(role);
      return Float32Array.of((role === 'query' ? instruction + text : text).length);
    },
  };
}

describe('queryEmbedderOf', () => {
  it('embeds once for both roles where the model prepares them alike', async () => {
    const model = aModel('');
    const { query, question } = await queryEmbedderOf(model)('押金', aSpace(), ['query', 'question']);
    expect(model.calls).toEqual(['query']);
    expect(question).toEqual(query);
  });

  it('embeds for each role where an instruction tells them apart', async () => {
    const vectors = await queryEmbedderOf(aModel('>>'))('押金', aSpace(), ['query', 'question']);
    expect(vectors).toEqual({ query: Float32Array.of(4), question: Float32Array.of(2) });
  });

  it('gives only the roles asked for', async () => {
    expect(Object.keys(await queryEmbedderOf(aModel(''))('押金', aSpace(), ['query']))).toEqual(['query']);
  });

  it('refuses a build of another space, naming both', async () => {
    const embedding = queryEmbedderOf(aModel(''))('押金', aSpace({ revision: '2' }), ['query']);
    await expect(embedding).rejects.toThrow(QuerySpaceError);
    await expect(embedding).rejects.toMatchObject({
      buildSpace: 'test/plane@2:2:fp32:none',
      querySpace: 'test/plane@1:2:fp32:none',
      retryable: false,
    });
  });
});
