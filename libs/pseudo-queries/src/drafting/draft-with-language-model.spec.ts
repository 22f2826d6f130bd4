import { RateLimitedError, TextRefusedError } from '@lexhop/language-model';
import { type FakeAnswer, FakeLanguageModel, InMemoryLedger, InMemoryReplyStore } from '@lexhop/language-model/testing';
import { describe, expect, it } from 'vitest';
import { anArticleToDraft, answerFromBank, articlesAskedIn, type ReplyFault } from '../testing/bank-answers.js';
import { draftingKeyOf } from './build-prompt.js';
import { draftWithLanguageModel } from './draft-with-language-model.js';
import { inScriptOf } from './plain-questions.js';

const articles = ['1', '2', '3'].map((number) => anArticleToDraft({ number, text: `著作權法第${number}號條文。` }));
const bank = new Map(
  articles.map(({ node: { id, number } }) => [
    id,
    {
      incoming: [`寫書的人${number}有什麼保障？`, `著作權${number}之意義為何？`],
      outgoing: ['甲', '乙', '丙', '丁'].map((word) => `${word}${number}的著作權如何處理？`),
    },
  ]),
);

interface Raw {
  readonly raw: string;
}

/** A model that spoils its first replies, one by one, and then answers well. */
function setUp(faults: readonly (ReplyFault | 'fine' | Raw | Error)[] = []) {
  const answer: FakeAnswer = (prompt, number) => {
    const fault = faults[number - 1] ?? 'fine';
    if (fault instanceof Error) throw fault;
    if (typeof fault === 'object') return fault.raw;
    return answerFromBank(bank, () => (fault === 'fine' ? undefined : fault))({ ...prompt, number });
  };
  const model = new FakeLanguageModel(answer);
  const replies = new InMemoryReplyStore(new InMemoryLedger());
  const draft = (articlesPerCall = 1, wanted = articles) =>
    draftWithLanguageModel(wanted, { model, replies }, { articlesPerCall });
  const asked = () =>
    model.prompts.map(({ user }) =>
      articlesAskedIn(user)
        .map(({ id }) => id.split(':')[1])
        .join(' '),
    );
  return { model, replies, draft, asked };
}

const expected = articles.map((article) => ({
  article,
  questions: { ...bank.get(article.node.id), draftedBy: 'fake/model' },
  dropped: 0,
  converted: 0,
  kept: false,
}));

describe('draftWithLanguageModel', () => {
  it('drafts every article, in order', async () => {
    const { draft, asked } = setUp();
    expect(await draft()).toEqual(expected);
    expect(asked()).toEqual(['1', '2', '3']);
  });

  it('lets short articles share a call', async () => {
    const { draft, asked } = setUp();
    expect(await draft(5)).toEqual(expected);
    expect(asked()).toEqual(['1 2 3']);
  });

  it('asks nothing twice: another call finds every reply kept', async () => {
    const { draft, model } = setUp();
    await draft();
    expect(await draft()).toEqual(expected.map((outcome) => ({ ...outcome, kept: true })));
    expect(model.prompts).toHaveLength(3);
  });

  it.each([
    'too-few-questions',
    'wrong-language',
    'wrong-ids',
    'another-article',
    'no-questions',
    'not-self-contained',
  ] as const)('asks once more, naming the fault, after a reply with %s', async (fault) => {
    const { draft, model, asked } = setUp(['fine', fault]);
    expect(await draft()).toEqual(expected);
    expect(asked()).toEqual(['1', '2', '3', '2']);
    expect(model.prompts[3]?.user).toContain('上一次的回覆有下列問題');
    expect(model.prompts[3]?.user).toContain('- J0070017:2: ');
  });

  it.each(['{"articles":[{"id":"J00', '不行。', '{}', '{"articles":[{"id":1}]}'])(
    'asks once more after a reply that can’t be read: %s',
    async (raw) => {
      const { draft, asked } = setUp([{ raw }]);
      expect(await draft()).toEqual(expected);
      expect(asked()).toEqual(['1', '2', '3', '1']);
    },
  );

  it('asks again only for the articles of a call that went wrong', async () => {
    const wrong = { id: 'J0070017:9', lay: [], legal: [], outgoing: [] };
    const partly = articles.map(({ node: { id } }, place) => {
      const { incoming = [], outgoing = [] } = bank.get(id) ?? {};
      return place === 1 ? wrong : { id, lay: incoming.slice(0, 1), legal: incoming.slice(1), outgoing };
    });
    const { draft, asked, model } = setUp([{ raw: JSON.stringify({ articles: partly }) }]);
    expect(await draft(3)).toEqual(expected);
    expect(asked()).toEqual(['1 2 3', '2']);
    expect(model.prompts[1]?.user).toContain('卻有沒問過的 id：J0070017:9');
  });

  it('records a failure, with the reply kept, when the second reply is faulty too', async () => {
    const { draft, replies, model } = setUp(['too-few-questions', 'fine', 'fine', 'too-few-questions']);
    const [failed, ...others] = await draft();
    expect(failed).toEqual({
      article: articles[0],
      fault: 'only 2 usable questions in outgoing, at least 4 are needed.',
      timesAsked: 2,
    });
    expect(others).toEqual(expected.slice(1));
    const key = { contentHash: articles[0]?.node.contentHash ?? '', draftingKey: draftingKeyOf(model) };
    expect(await replies.find([key])).toMatchObject([
      { text: expect.stringContaining('甲1的著作權') as string, fault: expect.stringContaining('only 2') as string },
    ]);
  });

  const refused = new TextRefusedError('fake/model', 'the content management policy.');
  const fault = 'the provider refuses the text of this article: the content management policy.';

  it('takes a refused text for a failure of its article alone, and does not ask for it again', async () => {
    const { draft, asked, replies, model } = setUp(['fine', refused]);
    expect(await draft()).toEqual(expected.toSpliced(1, 1, { article: articles[1], fault, timesAsked: 1 } as never));
    expect(asked()).toEqual(['1', '2', '3']);
    const key = { contentHash: articles[1]?.node.contentHash ?? '', draftingKey: draftingKeyOf(model) };
    expect(await replies.find([key])).toMatchObject([{ fault }]);
  });

  it('asks alone for each article of a call that was refused', async () => {
    const { draft, asked } = setUp([refused, 'fine', refused]);
    expect(await draft(3)).toEqual(expected.toSpliced(1, 1, { article: articles[1], fault, timesAsked: 2 } as never));
    expect(asked()).toEqual(['1 2 3', '1', '2', '3']);
  });

  const simplified = (place: number) => {
    const { incoming = [], outgoing = [] } = bank.get(articles[place]?.node.id ?? '') ?? {};
    const questions = [...incoming, ...outgoing].map((question) => inScriptOf(question, 'zh-Hans') ?? question);
    const [lay = '', legal = '', ...others] = questions;
    const drafted = { id: articles[place]?.node.id, lay: [lay], legal: [legal], outgoing: others };
    return { raw: JSON.stringify({ articles: [drafted] }) };
  };

  it('asks once for the script of the article, naming what was wrong', async () => {
    const { draft, asked, model } = setUp([simplified(0)]);
    expect(await draft()).toEqual(expected);
    expect(asked()).toEqual(['1', '2', '3', '1']);
    expect(model.prompts[3]?.user).toContain('不是繁體中文');
  });

  it('converts what comes in the other script again, counts it, and keeps it so', async () => {
    const { draft, asked } = setUp([simplified(0), 'fine', 'fine', simplified(0)]);
    const [first, ...others] = await draft();
    expect(first).toEqual({ ...expected[0], converted: 6 });
    expect(others).toEqual(expected.slice(1));
    expect(await draft()).toEqual(
      expected.map((outcome, place) => ({ ...outcome, converted: place === 0 ? 6 : 0, kept: true })),
    );
    expect(asked()).toEqual(['1', '2', '3', '1']);
  });

  it('goes on with the failed ones only, when it is called again', async () => {
    const { draft, asked } = setUp(['too-few-questions', 'fine', 'fine', 'too-few-questions']);
    await draft();
    expect(await draft()).toEqual(expected.map((outcome, place) => ({ ...outcome, kept: place !== 0 })));
    expect(asked()).toEqual(['1', '2', '3', '1', '1']);
  });

  it('keeps what was paid for when the model fails on the way', async () => {
    const { draft, asked } = setUp(['fine', new RateLimitedError('fake/model', 'slow down')]);
    await expect(draft()).rejects.toThrow('fake/model is over its rate limit');
    expect(await draft()).toEqual(expected.map((outcome, place) => ({ ...outcome, kept: place === 0 })));
    expect(asked()).toEqual(['1', '2', '2', '3']);
  });

  it('drafts again what changed', async () => {
    const { draft, asked } = setUp();
    await draft();
    const changed = [...articles.slice(0, 2), anArticleToDraft({ number: '3', text: '著作權法修正後的條文。' })];
    expect((await draft(1, changed)).map((outcome) => 'kept' in outcome && outcome.kept)).toEqual([true, true, false]);
    expect(asked()).toEqual(['1', '2', '3', '3']);
  });
});
