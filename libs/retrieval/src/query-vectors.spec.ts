import { describe, expect, it } from 'vitest';
import { QuerySpaceError } from './errors.js';
import { averageOf, queryEmbedderOf } from './query-vectors.js';
import { aSpace, at } from './testing/graph-fixture.js';

/** Its vectors say how a text was prepared: the length of it, twice. */
function aModel(instruction: string) {
  const calls: string[] = [];
  const prepare = (text: string, role: string) => (role === 'query' ? instruction + text : text);
  return {
    calls,
    space: aSpace(),
    prepare,
    embed: async (texts: readonly string[], role: string) => {
      calls.push(role);
      return Float32Array.from(texts.flatMap((text) => [prepare(text, role).length, prepare(text, role).length]));
    },
  };
}

describe('queryEmbedderOf', () => {
  it('embeds once for both roles where the model prepares them alike', async () => {
    const model = aModel('');
    const [first] = await queryEmbedderOf(model)(['押金'], aSpace(), ['query', 'question']);
    expect(model.calls).toEqual(['query']);
    expect(first?.question).toEqual(first?.query);
  });

  it('embeds for each role where an instruction tells them apart, all texts in one call', async () => {
    const model = aModel('>>');
    const vectors = await queryEmbedderOf(model)(['押金', '違約金'], aSpace(), ['query', 'question']);
    expect(vectors).toEqual([
      { query: Float32Array.of(4, 4), question: Float32Array.of(2, 2) },
      { query: Float32Array.of(5, 5), question: Float32Array.of(3, 3) },
    ]);
    expect(model.calls).toEqual(['query', 'question']);
  });

  it('gives only the roles asked for', async () => {
    const [first = {}] = await queryEmbedderOf(aModel(''))(['押金'], aSpace(), ['query']);
    expect(Object.keys(first)).toEqual(['query']);
  });

  it('refuses a build of another space, naming both', async () => {
    const embedding = queryEmbedderOf(aModel(''))(['押金'], aSpace({ revision: '2' }), ['query']);
    await expect(embedding).rejects.toThrow(QuerySpaceError);
    await expect(embedding).rejects.toMatchObject({
      buildSpace: 'test/plane@2:2:fp32:none',
      querySpace: 'test/plane@1:2:fp32:none',
      retryable: false,
    });
  });
});

describe('averageOf', () => {
  it('is the unit vector in the middle, role by role', () => {
    const { query = new Float32Array(), question } = averageOf([{ query: at(0), question: at(0) }, { query: at(60) }]);
    expect([...query]).toEqual([...at(30)].map((value) => expect.closeTo(value, 6)));
    expect(question).toBeUndefined();
  });

  it('is nothing of nothing', () => {
    expect(averageOf([])).toEqual({});
  });
});
