/** Injection tokens of what is not a class of its own. */
export const settingsToken = Symbol('settings');
export const graphStoresToken = Symbol('graphStores');
export const partsToken = Symbol('graphBuildParts');
export const dataDirectoryToken = Symbol('dataDirectory');
