/** Injection token of the GraphStores of the deployment. */
export const graphStoresToken = Symbol('graphStores');
/** Injection token of the GraphBuildParts that builds are made with. */
export const partsToken = Symbol('graphBuildParts');
/** Injection token of the Tracing; null where no collector is set. */
export const tracingToken = Symbol('tracing');
/** Injection token of the Backends, for the engine itself. */
export const backendsToken = Symbol('backends');
/** Injection token of the QueryParts. */
export const queryPartsToken = Symbol('queryParts');
