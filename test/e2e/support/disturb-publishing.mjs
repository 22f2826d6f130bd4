import { execFileSync } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into a server before its own code (`node --import`): ends the server, or Neo4j, at a chosen transaction in which a graph is published.
 * LEXHOP_TEST_DISTURB is a Disturbance of `publishing-server.ts` as JSON.
 */
const { graph, transaction, when, victim } = JSON.parse(process.env.LEXHOP_TEST_DISTURB ?? '{}');
if (isMainThread) await watchWrites();

async function watchWrites() {
  const { Session } = await import('neo4j-driver');
  const { value: executeWrite } = Object.getOwnPropertyDescriptor(Session.prototype, 'executeWrite');
  let seen = 0;
  Session.prototype.executeWrite = async function (work, config) {
    let isOurs = false;
    const result = await executeWrite.call(
      this,
      async (cypher) => {
        const watched = {
          run: (text, parameters) => {
            isOurs ||= parameters.graph === graph || String(parameters.key).startsWith(`${graph}/`);
            return cypher.run(text, parameters);
          },
        };
        const made = await work(watched);
        if (isOurs && (seen += 1) === transaction && when === 'before its commit') strike();
        return made;
      },
      config,
    );
    if (isOurs && seen === transaction && when === 'after its commit') strike();
    return result;
  };
}

function strike() {
  if (victim === 'process') process.kill(process.pid, 'SIGKILL');
  else execFileSync(`${process.env.LEXHOP_TEST_SERVICES}/neo4j`, ['kill']);
}
