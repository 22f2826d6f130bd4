import { answerOf, type Schema } from '@lexhop/client';
import { buildReport } from '../terminal/build-report.js';
import { type CommandContext, type GraphOptions, withConnection } from '../connect.js';

/** `lexhop status`: graphs, statutes, the newest build, the embedding, the language model. */
export function statusCommand(context: CommandContext, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client, ownsServer }) => {
    const first = { path: { graph }, query: { limit: 1 } };
    const [{ items: graphs }, { counts }, { items: builds }, embedding, languageModel] = await Promise.all([
      answerOf(client.rest.GET('/api/v1/graphs')),
      answerOf(client.rest.GET('/api/v1/graphs/{graph}/statutes', { params: first })),
      answerOf(client.rest.GET('/api/v1/graphs/{graph}/builds', { params: first })),
      answerOf(client.rest.GET('/api/v1/embedding/status')),
      answerOf(client.rest.GET('/api/v1/language-model/status')),
    ]);
    const server = ownsServer ? undefined : client.url;
    if (json) return context.output.json({ server, graphs, statutes: counts, builds, embedding, languageModel });
    const { output } = context;
    output.line(
      server ? `server ${server}` : `no server is running; the data directory is ${context.settings.LEXHOP_DATA_DIR}`,
    );
    for (const { name, active } of graphs)
      output.line(`graph ${name}: ${active ? `build ${active} is active` : 'no active build'}`);
    output.line(
      `statutes of ${graph}: ${counts.statutes}, live articles ${counts.articles.live}, repealed ${counts.articles.repealed}`,
    );
    for (const build of builds) for (const line of buildReport(build)) output.line(line);
    for (const line of [...embeddingLines(embedding), ...languageModelLines(languageModel)]) output.line(line);
  });
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
