/** Parameters: build, its key. No columns. */
export const forgetFailures = `
MATCH (f:BuildFailure)-[:IN]->(:Build {key: $build})
DETACH DELETE f`;
