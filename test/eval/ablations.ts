import type { EvaluationVariant } from '@lexhop/evaluation';
import type { ReadingProvider } from '@lexhop/query-understanding';
import type { Reranker } from '@lexhop/reranking';
import { hopKinds, type HopPolicy, type RetrievalPolicy, retrievalPolicy } from '@lexhop/retrieval';

/** Mode `hop` with readings by a strong and a weak model, and the curve of their share. */
export function readingVariants({
  strong,
  weak,
}: {
  readonly strong: ReadingProvider;
  readonly weak: ReadingProvider;
}): readonly EvaluationVariant[] {
  return [
    variant('hop, strong readings', { readings: strong }),
    variant('hop, weak readings', { readings: weak }),
    ...[0.3, 0.65].flatMap((readingShare) => [
      variant(`hop, strong readings, w = ${readingShare}`, { readings: strong, policy: { readingShare } }),
      variant(`hop, weak readings, w = ${readingShare}`, { readings: weak, policy: { readingShare } }),
    ]),
    variant('hop, strong readings, no hop', {
      readings: strong,
      policy: withHop({ share: 0, shareWithoutQuestions: 0 }),
    }),
  ];
}

/** Mode `hop` with its results ordered anew, without and with strong readings. */
export function rerankedVariants(reranker: Reranker, strong: ReadingProvider): readonly EvaluationVariant[] {
  const by = `reranked by ${reranker.model.model}`;
  return [
    { name: `hop, ${by}`, mode: 'hop', reranker },
    { name: `hop, strong readings, ${by}`, mode: 'hop', readings: strong, reranker },
  ];
}

const { edgeWeights } = retrievalPolicy.hop;
const alike = { ...edgeWeights, penalises: edgeWeights.citation };

/** Mode `hop` without the edges of each kind. */
export function kindAblations(): readonly EvaluationVariant[] {
  return hopKinds.map((kind) =>
    variant(`hop, no ${kind} edges`, { policy: withHop({ edgeWeights: { ...edgeWeights, [kind]: 0 } }) }),
  );
}

/** Mode `hop` with each of its parts off. */
export function ablations(): readonly EvaluationVariant[] {
  return [
    variant('hop, no hop', { policy: withHop({ share: 0, shareWithoutQuestions: 0 }) }),
    ...kindAblations(),
    variant('hop, share .5', { policy: withHop({ share: 0.5 }) }),
    variant('hop, penalties like citations', { policy: withHop({ edgeWeights: alike }) }),
    variant('hop, share .5, penalties like citations', { policy: withHop({ share: 0.5, edgeWeights: alike }) }),
    variant('hop, no words', { policy: withHop({ entry: without('text') }) }),
    variant('hop, no article vectors', { policy: withHop({ entry: without('dense') }) }),
    variant('hop, no question vectors', { policy: withHop({ entry: without('questions') }) }),
    variant('hop, 7 seeds and .4 / .3 / .3', {
      policy: withHop({ seeds: 7, entry: { text: 0.4, dense: 0.3, questions: 0.3 } }),
    }),
  ];
}

function variant(
  name: string,
  { readings, policy }: { readonly readings?: ReadingProvider; readonly policy?: Partial<RetrievalPolicy> },
): EvaluationVariant {
  return {
    name,
    mode: 'hop',
    ...(readings && { readings }),
    ...(policy && { policy: { ...retrievalPolicy, ...policy } }),
  };
}

function withHop(hop: Partial<HopPolicy>): Partial<RetrievalPolicy> {
  return { hop: { ...retrievalPolicy.hop, ...hop } };
}

/** Entry by the other lists, in proportion to their weights. */
function without(list: 'text' | 'dense' | 'questions'): HopPolicy['entry'] {
  const left = Object.entries(retrievalPolicy.hop.entry).filter(([name]) => name !== list);
  const whole = left.reduce((sum, [, weight]) => sum + weight, 0);
  return Object.fromEntries(left.map(([name, weight]) => [name, weight / whole]));
}
