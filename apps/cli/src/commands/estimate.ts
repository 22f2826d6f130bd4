import type { BuildEstimate } from '@lexhop/graph-build';
import { type BuildOptions, requestOf } from './build.js';
import { type CommandContext, withConnection } from './command-context.js';

/** `lexhop estimate`: what a build would do and cost. */
export function estimateCommand(context: CommandContext, options: BuildOptions) {
  return withConnection(context, async ({ client }) => {
    const estimate = await client.post<BuildEstimate>(
      `/graphs/${options.graph}/builds?dryRun=true`,
      requestOf(options),
    );
    if (options.json) return context.output.json(estimate);
    const { output } = context;
    output.line(
      `${estimate.statutes} statutes, ${estimate.articles} live articles, ${estimate.paragraphs} live paragraphs`,
    );
    output.line(
      `questions: ${estimate.fromQuestionBank} nodes from the question bank, ${estimate.byLanguageModel} to be drafted${estimate.languageModel === undefined ? '' : ` by ${estimate.languageModel}`}, ${estimate.withoutQuestions} without any`,
    );
    output.line(
      `language model: ${estimate.calls} calls, ${estimate.inputTokens} tokens in, ${estimate.outputTokens} out, ${estimate.costUsd.toFixed(2)} USD, ${estimate.minutes.toFixed(1)} minutes`,
    );
    output.line(`drafting: ${estimate.drafting.reason}`);
    output.line(`texts to embed: ${estimate.texts}, with ${estimate.embedding.expected ?? 'nothing that works'}`);
    for (const { name, state, reason } of estimate.embedding.chain) output.line(`  ${name} (${state}): ${reason}`);
    for (const { sentence } of estimate.notes) output.line(`! ${sentence}`);
  });
}
