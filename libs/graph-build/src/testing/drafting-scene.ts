import { SystemClock } from '@lexhop/foundation';
import { type LanguageModel, type LanguageModelSettings, languageModelSettings } from '@lexhop/language-model';
import { type FakeAnswer, FakeLanguageModel } from '@lexhop/language-model/testing';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import { answerFromBank, articlesAskedIn } from '@lexhop/pseudo-queries/testing';
import { InMemoryRateLimiter } from '@lexhop/rate-limit';
import { wholeSample } from './sample.js';
import { BuildScene, bytes, type SceneOptions } from './scene.js';

/** The sample's questions, by their article. */
export const bank = new Map<string, BankEntry>();
for await (const reading of readQuestionBank(bytes(wholeSample.bank), { fileName: 'bank.jsonl' })) {
  if (reading.kind === 'entry') bank.set(reading.entry.article, reading.entry);
}

/** Answers as the sample's bank does, except for what the test says. */
export function answering(except: (ids: readonly string[], number: number) => unknown = () => undefined): FakeAnswer {
  return (prompt, number) => {
    const ids = articlesAskedIn(prompt.user).map(({ id }) => id);
    return except(ids, number) ?? answerFromBank(bank)({ user: prompt.user, number });
  };
}

export interface DraftingScene {
  readonly scene: BuildScene;
  readonly model: FakeLanguageModel;
}

/** A working engine with a language model, and the excerpt's statutes without their bank. */
export async function aDraftingScene(
  answer: FakeAnswer = answering(),
  environment: Readonly<Record<string, string>> = {},
  given: Given = {},
): Promise<DraftingScene> {
  const model = new FakeLanguageModel(answer);
  const llm = languageModelSettings.parse({ LEXHOP_LLM_ARTICLES_PER_CALL: '5', ...environment });
  const scene = await sceneWith(model, llm, given);
  await scene.work();
  await scene.importSample('default', { bank: false });
  return { scene, model };
}

/** What a scene is to work with instead of its own. */
type Given = Pick<SceneOptions, 'stores' | 'queue'>;

/** An engine with a language model, over stores of another one where they are given. */
export async function sceneWith(
  model: LanguageModel,
  llm: LanguageModelSettings,
  given: Given = {},
): Promise<BuildScene> {
  const limiter = new InMemoryRateLimiter(new SystemClock());
  return BuildScene.open({ drafting: { model, settings: llm, limiter, workers: 2 }, ...given });
}

/** Articles asked for, in order, as often as they were. */
export function idsAsked(model: FakeLanguageModel): readonly string[] {
  return model.prompts.flatMap(({ user }) => articlesAskedIn(user).map(({ id }) => id));
}
