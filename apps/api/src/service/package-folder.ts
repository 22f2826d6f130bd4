/** The folder of the project: where its package.json, `data/` and the built console are. */
export const packageFolder = new URL('../../../../', import.meta.url);
