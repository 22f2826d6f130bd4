import { LexHopError } from '@lexhop/foundation';

/** A call would pass a budget; it was not made. */
export class BudgetSpentError extends LexHopError {
  override readonly name = 'BudgetSpentError';
  override readonly code = 'language-model-budget-spent';
  override readonly hint: string;

  constructor(
    readonly budget: 'build' | 'day',
    readonly budgetMicroUsd: number,
    readonly spentMicroUsd: number,
    readonly nextCallMicroUsd: number,
  ) {
    const usd = (microUsd: number) => (microUsd / 1e6).toFixed(4);
    super(
      `The language model's budget of the ${budget} is ${usd(budgetMicroUsd)} USD: ` +
        `${usd(spentMicroUsd)} are spent or in flight, and the next call may cost ${usd(nextCallMicroUsd)}.`,
    );
    this.hint = `Raise LEXHOP_LLM_BUDGET_${budget === 'build' ? 'BUILD' : 'DAY'}_USD${budget === 'day' ? ' or wait for tomorrow' : ''}, then retry the build.`;
  }
}
