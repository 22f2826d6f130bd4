import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { answerOf } from '@lexhop/client';
import { packageFolder } from '@lexhop/foundation';
import { presentAnswer } from '../terminal/answers.js';
import { beginOrFollow, seeThrough } from './builds.js';
import { type CommandContext, type Connection, withConnection } from '../connect.js';
import { uploadFile } from '../files.js';
import { commandWords } from '../terminal/output.js';
import { importFile } from './statutes.js';

const graph = 'default';
const dataFolder = new URL('data/', packageFolder);
const statutesFile = fileURLToPath(new URL('intellectual-property.ChLaw.json', dataFolder));
const bankFile = fileURLToPath(new URL('intellectual-property.question-bank.jsonl', dataFolder));
const usualPort = 3210;
/** Small models may be fetched for the demo, in megabytes; a large one only when asked for. */
const downloadLimit = '120';

const questions = [
  '老師上課想影印一本書的幾頁發給學生，可以嗎？要注意什麼？',
  '別人仿冒我的註冊商標在網路上賣東西，我可以請求什麼？會有刑責嗎？',
  '我在公司上班寫的程式，著作權是誰的？',
] as const;

/** `lexhop demo`: the graph of 著作權法 and 商標法, three questions with their paths, and a server that stays. */
export function demoCommand(context: CommandContext, { once: onlyOnce = false }: { readonly once?: boolean }) {
  const { LEXHOP_PORT: port = usualPort, LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: limit = downloadLimit } = context.environment;
  const options = { port: onlyOnce ? 0 : Number(port), environment: { LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: limit } };
  return withConnection(
    context,
    async (connection) => {
      await buildDemoGraph(connection);
      for (const question of questions) await askDemoQuestion(connection, question);
      tellHowToGoOn(connection, onlyOnce);
      if (!onlyOnce && connection.ownsDirectory !== undefined) await untilStopped(connection);
    },
    options,
  );
}

async function buildDemoGraph(connection: Connection): Promise<void> {
  const { client, output } = connection;
  for (const file of await importFile(client, graph, statutesFile)) {
    output.line(`statutes: ${file.statutes} read, ${file.articles} articles, ${file.repealed} of them repealed`);
  }
  const bank = await uploadFile(client, '/api/v1/graphs/{graph}/questions', { graph, file: bankFile });
  output.line(`question bank: ${bank.fit.usable} of ${bank.fit.entries} entries fit`);
  await seeThrough(connection, await beginOrFollow(connection, graph));
}

async function askDemoQuestion({ client, output }: Connection, query: string): Promise<void> {
  const request = { params: { path: { graph } }, body: { query, topK: 3, explain: true } };
  const answer = await answerOf(client.rest.POST('/api/v1/graphs/{graph}/retrieve', request));
  output.line();
  output.line(`? ${query}`);
  for (const line of presentAnswer(answer)) output.line(line);
}

function tellHowToGoOn({ client, output, ownsDirectory }: Connection, onlyOnce: boolean): void {
  output.line();
  const lexhop = commandWords();
  output.line(`Ask more:        ${lexhop} ask "您的問題" --explain`);
  output.line(`Import your own: ${lexhop} import FILE && ${lexhop} build`);
  if (onlyOnce && ownsDirectory !== undefined) return;
  output.line(
    `Over REST:       curl -s ${client.url}/api/v1/graphs/${graph}/retrieve -H 'content-type: application/json' -d '{"query":"…","explain":true}'`,
  );
  output.line(`API page:        ${client.url}/api/v1/docs`);
  if (ownsDirectory !== undefined) output.line('The server stays up until Ctrl-C.');
  output.line(`In a browser:    ${client.url}`);
}

async function untilStopped({ serverEnded }: Connection): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), serverEnded]);
}
