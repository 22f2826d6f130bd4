/** Parameters: build, its key. No columns. */
export const forgetDoneBatches = `
MATCH (d:DoneBatch {build: $build})
DETACH DELETE d`;
