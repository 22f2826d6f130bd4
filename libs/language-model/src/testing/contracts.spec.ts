import { describeLanguageModel } from './language-model.contract.js';
import { GeminiLanguageModel } from '../gemini.js';
import { OpenAiCompatibleLanguageModel } from '../openai-compatible.js';
import { FakeLanguageModel } from './fake-language-model.js';
import { InMemoryLedger, InMemoryReplyStore } from './in-memory-ledger.js';
import { describeLedger } from './ledger.contract.js';
import { SimulatedProvider } from './simulated-provider.js';

const close = async () => {};
const timeoutMilliseconds = 10_000;

describeLanguageModel('FakeLanguageModel', async (reply) => ({ model: new FakeLanguageModel(reply), close }));

describeLanguageModel('GeminiLanguageModel', async (answer) => {
  const provider = await SimulatedProvider.start({ answer });
  const baseUrl = provider.geminiBaseUrl;
  const model = new GeminiLanguageModel({ model: 'gemini-2.5-flash', apiKey: 'key', timeoutMilliseconds, baseUrl });
  return { model, close: () => provider.close() };
});

describeLanguageModel('OpenAiCompatibleLanguageModel', async (answer) => {
  const provider = await SimulatedProvider.start({ answer });
  const baseUrl = provider.openAiBaseUrl;
  const model = new OpenAiCompatibleLanguageModel({ model: 'qwen3:8b', timeoutMilliseconds, baseUrl });
  return { model, close: () => provider.close() };
});

describeLedger('InMemoryLedger', async () => {
  const ledger = new InMemoryLedger();
  return { ledger, replies: new InMemoryReplyStore(ledger), close };
});
