import type { QuestionBankImported } from '@lexhop/graph-build';
import { type CommandContext, type GraphOptions, withConnection } from './command-context.js';

/** `lexhop questions import FILE` */
export function importQuestionsCommand(context: CommandContext, file: string, { graph, json }: GraphOptions) {
  return withConnection(context, async ({ client }) => {
    const imported = await client.upload<QuestionBankImported>(`/graphs/${graph}/questions`, file);
    if (json) return context.output.json(imported);
    const { fit } = imported;
    context.output.line(
      `${imported.read} entries read, ${imported.saved} new or changed; ${fit.usable} of ${fit.entries} fit the statutes of graph ${graph}.`,
    );
    if (fit.otherText.count > 0)
      context.output.line(
        `! ${fit.otherText.count} were drafted from another text of their article and are not used (${fit.otherText.ids.slice(0, 8).join(', ')} …)`,
      );
    if (fit.unknownArticle.count > 0)
      context.output.line(
        `! ${fit.unknownArticle.count} name articles that the graph does not have and are not used (${fit.unknownArticle.ids.slice(0, 8).join(', ')} …)`,
      );
    for (const { sentence } of imported.warnings.slice(0, 10)) context.output.line(`! ${sentence}`);
  });
}
