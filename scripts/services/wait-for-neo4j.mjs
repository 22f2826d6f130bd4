// Waits until the Neo4j at NEO4J_URI answers a query; fails when its process (the first argument) ends or two minutes pass.
import neo4j from 'neo4j-driver';

const { NEO4J_URI: uri, NEO4J_PASSWORD: password } = process.env;
const serverPid = Number(process.argv[2]);
const patienceMs = 120_000;
const startedAt = Date.now();

const runs = () => {
  try {
    return process.kill(serverPid, 0);
  } catch {
    return false;
  }
};

const answers = async (driver) => {
  try {
    await driver.executeQuery('RETURN 1', {}, { database: 'neo4j' });
    return true;
  } catch (error) {
    if (error.code === 'Neo.ClientError.Security.Unauthorized') throw error;
    return false;
  }
};

const driver = neo4j.driver(uri, neo4j.auth.basic('neo4j', password), { maxTransactionRetryTime: 0 });
while (!(await answers(driver))) {
  if (!runs()) throw new Error('The Neo4j server ended before it answered.');
  if (Date.now() - startedAt > patienceMs) throw new Error(`Neo4j did not answer at ${uri} within two minutes.`);
  await new Promise((resolve) => setTimeout(resolve, 200));
}
await driver.close();
