import type { ArticleNode } from '@lexhop/graph-model';
import { Converter as SimplifiedConverter } from 'opencc-js/t2cn';
import { Converter as TraditionalConverter } from 'opencc-js/cn2t';

type Language = ArticleNode['language'];
type Script = 'simplified' | 'traditional' | 'either';

/** Characters that conversion tables count as Simplified and Taiwanese statutes use all the same. */
const atHomeInBoth = new Set('准秘雇台占群干里床征游咨佣岩吃余峰并采荐凶伙丑晒厘咸庄皂洒霉虱岳斗');

const toSimplified = SimplifiedConverter({ from: 't', to: 'cn' });
const toTraditional = TraditionalConverter({ from: 'cn', to: 't' });
const scripts = new Map<string, Script>();

/**
 * Whether a question is written in a language: Chinese by its share of Chinese letters, and in the script that more of its characters
 * belong to; English by its share of Latin letters. Text of too few telling characters passes.
 */
export function isWrittenIn(text: string, language: Language): boolean {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (language === 'en') return latin > 0 && chinese < latin * 0.2;
  // A Chinese character says about as much as three Latin letters.
  return chinese > 0 && chinese * 3 >= latin && isInScript(text, language === 'zh-Hant' ? 'traditional' : 'simplified');
}

function isInScript(text: string, wanted: 'simplified' | 'traditional'): boolean {
  let lead = 0;
  for (const character of text) {
    const script = scriptOf(character);
    if (script !== 'either') lead += script === wanted ? 1 : -1;
  }
  return lead >= 0;
}

function scriptOf(character: string): Script {
  const known = scripts.get(character);
  if (known) return known;
  const script = judge(character);
  scripts.set(character, script);
  return script;
}

function judge(character: string): Script {
  if (atHomeInBoth.has(character)) return 'either';
  if (toSimplified(character) !== character) return 'traditional';
  return toTraditional(character) !== character ? 'simplified' : 'either';
}
