/** Test doubles of language models and their ports, the contract suites that every implementation passes, and a provider that misbehaves. */
export { type FakeAnswer, FakeLanguageModel } from './testing/fake-language-model.js';
export { describeLanguageModel, type OpenedLanguageModel } from './testing/language-model.contract.js';
export { InMemoryLedger, InMemoryReplyStore } from './testing/in-memory-ledger.js';
export { describeLedger, type OpenedLedger } from './testing/ledger.contract.js';
export { SimulatedProvider, type SimulatedProviderOptions, type WireFault } from './testing/simulated-provider.js';
export { type ProviderShape, providerShapes } from './testing/provider-shapes.js';
export { VirtualTime } from './testing/virtual-time.js';
export type { SimulatedRequest } from './testing/simulated-wire.js';
