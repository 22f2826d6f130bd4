/** Parameters: name. */
export const dropIndex = `DROP INDEX $name IF EXISTS`;
