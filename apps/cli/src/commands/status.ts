import { answerOf, type Schema } from '@lexhop/client';
import type { GraphOptions } from '../command.js';
import type { Connection } from '../connect.js';
import { buildReport } from '../terminal/build-report.js';

/** `lexhop status`: graphs, statutes, the newest build, the embedding, the language model. */
export async function statusCommand(
  { client, ownsDirectory, output }: Connection,
  { graph }: GraphOptions,
): Promise<void> {
  const first = { path: { graph }, query: { limit: 1 } };
  const [{ items: graphs }, { counts }, { items: builds }, embedding, languageModel] = await Promise.all([
    answerOf(client.rest.GET('/api/v1/graphs')),
    answerOf(client.rest.GET('/api/v1/graphs/{graph}/statutes', { params: first })),
    answerOf(client.rest.GET('/api/v1/graphs/{graph}/builds', { params: first })),
    answerOf(client.rest.GET('/api/v1/embedding/status')),
    answerOf(client.rest.GET('/api/v1/language-model/status')),
  ]);
  const server = ownsDirectory === undefined ? client.url : undefined;
  output.answer({ server, graphs, statutes: counts, builds, embedding, languageModel }, [
    server ? `server ${server}` : `no server is running; the data directory is ${ownsDirectory}`,
    ...graphs.map(({ name, active }) => `graph ${name}: ${active ? `build ${active} is active` : 'no active build'}`),
    `statutes of ${graph}: ${counts.statutes}, live articles ${counts.articles.live}, repealed ${counts.articles.repealed}`,
    ...builds.flatMap((build) => buildReport(build)),
    ...embeddingLines(embedding),
    ...languageModelLines(languageModel),
  ]);
}

function embeddingLines({ chain }: Schema<'EmbeddingStatus'>): readonly string[] {
  return chain.map(
    (provider) => `embedding ${provider.name}: ${provider.state}${'reason' in provider ? `, ${provider.reason}` : ''}`,
  );
}

/** The model, and what was found out that its server does not take. */
function languageModelLines({ model, capabilities }: Schema<'LanguageModelStatus'>): readonly string[] {
  const findings = capabilities?.findings ?? [];
  return [
    `language model: ${model ?? 'none is set'}`,
    ...findings.map(({ reason, said }) => `  ${reason}${said === undefined ? '' : ` It said: ${said}`}`),
  ];
}
