/** Test doubles of language models and their ports, the contract suites that every implementation passes, and a provider that misbehaves. */
export { type FakeAnswer, FakeLanguageModel } from './testing/fake-language-model.js';
export { InMemoryLedger, InMemoryReplyStore } from './testing/in-memory-ledger.js';
export { describeLedger } from './testing/ledger.contract.js';
export { SimulatedProvider, type WireFault } from './testing/simulated-provider.js';
export { type ProviderShape, providerShapes } from './testing/provider-shapes.js';
