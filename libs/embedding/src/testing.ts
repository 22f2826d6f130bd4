/** What tests of other rooms need of embedding: fake models, and a stand-in for servers. */
export { FakeEmbeddingModel, FakeHybridEmbeddingModel } from './testing/fake-embedding-model.js';
export { startOpenAiWire } from './testing/openai-wire.js';
export { geminiKey, quotaOf, startGeminiWire, status, well } from './testing/gemini-wire.js';
