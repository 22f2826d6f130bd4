import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ReplyError } from '../errors.js';
import type { LanguageModel, Prompt } from '../language-model.js';

const prompt: Prompt = { system: '你是出題者。', user: '著作權法第一條', longestReplyTokens: 500 };
const schema = z.object({ questions: z.array(z.string()).min(1) });

/** A model under test, and how to be rid of it. */
interface OpenedLanguageModel {
  readonly model: LanguageModel;
  close(): Promise<void>;
}

/**
 * What every language model promises.
 * @param open a model whose provider replies to a prompt with this text, when it is there.
 */
export function describeLanguageModel(
  name: string,
  open: (reply: (prompt: Pick<Prompt, 'system' | 'user'>) => string | Promise<string>) => Promise<OpenedLanguageModel>,
): void {
  describe(`${name}, as a language model`, () => {
    let opened: OpenedLanguageModel | undefined;
    afterEach(() => opened?.close());
    const openModel = async (reply: Parameters<typeof open>[0]) => (opened = await open(reply)).model;

    it('is named by provider and model', async () => {
      expect((await openModel(() => '{}')).id).toMatch(/^[a-z-]+\/.+$/);
    });

    it('gives the value, the reply as it came, and the tokens it took', async () => {
      const text = '{"questions":["著作權是什麼？"]}';
      const completion = await (await openModel(() => text)).complete(prompt, schema);
      expect(completion).toMatchObject({ value: { questions: ['著作權是什麼？'] }, text });
      expect(completion.usage.inputTokens).toBeGreaterThan(0);
      expect(completion.usage.outputTokens).toBeGreaterThan(0);
    });

    it('lets the reply be heard while it comes, each time whole so far, and counts its tokens all the same', async () => {
      const text = '{"questions":["著作權是什麼？","What is a “work”?"]}';
      const heard: string[] = [];
      const onText = (soFar: string) => void heard.push(soFar);
      const completion = await (await openModel(() => text)).complete(prompt, schema, { onText });
      expect(completion).toMatchObject({ value: JSON.parse(text) as object, text });
      expect(completion.usage.outputTokens).toBeGreaterThan(0);
      expect(heard.at(-1)).toBe(text);
      expect(heard.every((soFar) => text.startsWith(soFar))).toBe(true);
    });

    it('asks with the system and user parts of the prompt', async () => {
      const model = await openModel(({ system, user }) => JSON.stringify({ questions: [system, user] }));
      expect((await model.complete(prompt, schema)).value.questions).toEqual([prompt.system, prompt.user]);
    });

    it('reads JSON out of a Markdown fence', async () => {
      const model = await openModel(() => 'Here:\n```json\n{"questions":["一？"]}\n```\nDone.');
      expect((await model.complete(prompt, schema)).value).toEqual({ questions: ['一？'] });
    });

    it.each([
      ['half JSON', '{"questions":["一？', 'it is not JSON, or is cut short.'],
      ['no JSON', 'I would rather not.', 'it is not JSON, or is cut short.'],
      ['another shape', '{"questions":[1]}', /^at "questions\.0": .+/],
      ['too few', '{"questions":[]}', /^at "questions": .+/],
    ])('rejects %s with a ReplyError that keeps the reply and names the fault', async (_, text, fault) => {
      const error = await failureOf((await openModel(() => text)).complete(prompt, schema));
      expect(error).toBeInstanceOf(ReplyError);
      expect((error as ReplyError).reply.text).toBe(text);
      expect((error as ReplyError).reply.usage.inputTokens).toBeGreaterThan(0);
      expect((error as ReplyError).fault).toMatch(fault);
    });

    it('rejects with the reason of a signal that is aborted before and while it asks', async () => {
      const controller = new AbortController();
      const reason = new Error('The build is cancelled.');
      const model = await openModel(() => {
        controller.abort(reason);
        return new Promise<string>(() => {});
      });
      expect(await failureOf(model.complete(prompt, schema, { signal: controller.signal }))).toBe(reason);
      expect(await failureOf(model.complete(prompt, schema, { signal: controller.signal }))).toBe(reason);
    });
  });
}

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('It should have been rejected.'),
    (thrown: unknown) => thrown,
  );
}
