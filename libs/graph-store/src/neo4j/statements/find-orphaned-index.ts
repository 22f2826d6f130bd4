/** Parameters: name. Columns: name, of an index that belongs to no constraint. */
export const findOrphanedIndex = `
SHOW INDEXES YIELD name, owningConstraint WHERE name = $name AND owningConstraint IS NULL RETURN name`;
