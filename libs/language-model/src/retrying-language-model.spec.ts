import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderUnavailableError } from './errors.js';
import { RateLimitedError } from './errors.js';
import { RequestRefusedError } from './errors.js';
import { TurnTooFarError } from './errors.js';
import { type AskOptions, GuardedLanguageModel } from './language-model.js';
import { RetryingLanguageModel } from './retrying-language-model.js';
import { FakeLanguageModel, VirtualTime } from './testing/fake-language-model.js';

const prompt = { system: '', user: '', longestReplyTokens: 100 };
const schema = z.object({ number: z.number() });

async function ask(failures: readonly Error[]) {
  const time = new VirtualTime();
  const provider = new FakeLanguageModel((_, number) => {
    const failure = failures[number - 1];
    if (failure) throw failure;
    return { number };
  });
  const model = new RetryingLanguageModel(provider, { tries: 3, longestWaitMilliseconds: 5000, wait: time.wait });
  const outcome = model.complete(prompt, schema).then(
    ({ value }) => value.number,
    (error: Error) => error.message,
  );
  const taken = await time.run(outcome);
  return { outcome: await outcome, taken, calls: provider.prompts.length };
}

const down = new ProviderUnavailableError('fake/model', 'is down.');

class BreakingOff extends GuardedLanguageModel {
  override complete(_prompt: unknown, _schema: unknown, { onText }: AskOptions = {}): Promise<never> {
    onText?.('{"number"');
    return Promise.reject(down);
  }
}

describe('RetryingLanguageModel', () => {
  it('asks again after half a second, then after one', async () => {
    expect(await ask([down, down])).toEqual({ outcome: 3, taken: 1500, calls: 3 });
  });

  it('waits as long as the provider says', async () => {
    const limited = new RateLimitedError('fake/model', 'slow down', 4000);
    expect(await ask([limited])).toEqual({ outcome: 2, taken: 4000, calls: 2 });
  });

  it('waits no less than it would by itself, whatever the provider says', async () => {
    const limited = new RateLimitedError('fake/model', 'slow down', 0);
    expect(await ask([limited, limited])).toEqual({ outcome: 3, taken: 1500, calls: 3 });
  });

  it('passes a failure on at once after something of the reply was heard', async () => {
    const provider = new FakeLanguageModel(() => 'no JSON');
    const model = new RetryingLanguageModel(new BreakingOff(provider), { tries: 3, longestWaitMilliseconds: 5000 });
    const heard: string[] = [];
    const failure = model.complete(prompt, schema, { onText: (text) => heard.push(text) });
    await expect(failure).rejects.toBe(down);
    expect(heard).toEqual(['{"number"']);
  });

  it('passes the last failure on', async () => {
    expect(await ask([down, down, down, down])).toEqual({ outcome: 'fake/model is down.', taken: 1500, calls: 3 });
  });

  it.each([
    [
      'that will not recover',
      new RequestRefusedError('fake/model', 401, 'no'),
      'fake/model refused the request with 401: no',
    ],
    [
      'whose wait is too long',
      new RateLimitedError('fake/model', 'no', 6000),
      /is over its rate limit, to try again in 6 s/,
    ],
    ['of a turn too far', new TurnTooFarError('fake/model', 100), /no free turn/],
  ])('passes a failure on at once %s', async (_, failure, sentence) => {
    const { outcome, taken, calls } = await ask([failure]);
    expect(outcome).toMatch(sentence);
    expect({ taken, calls }).toEqual({ taken: 0, calls: 1 });
  });
});
