import { isStorable } from '@lexhop/foundation';
import type { ArticleNode } from '@lexhop/graph-model';
import type { QuestionFault } from './draft-fault.js';
import { isWrittenIn } from './written-in.js';

const longestQuestion = { chinese: 120, english: 300 };

/** Words that mean something only beside the article: 本條, 前項, this Article. Not inside others: 日本法, 相同條件, 該條款, 二年內. */
const pointing: readonly RegExp[] = [
  /(?:本|前|次|上|後|后)[條条](?!件|款|例|約|约)/u,
  /(?:本|前|次|上)[項款](?!目)|(?:本|前|次|上)项(?!目)/u,
  /前[一二三四五六七八九十]+[條条項项款]/u,
  /(?<![日基資资成根])本法(?![人院庭官])|本[條条]例|本[規规][則则]|本[辦办]法|本[細细][則则]/u,
  /(?<![相])同[條条項项](?!件|款|目|例)|[該该][條条項项](?!款|例|件|目)/u,
  /\b(?:this|the (?:preceding|foregoing|following|said|same|above)) (?:article|paragraph|subparagraph|act|section|provision)s?\b/iu,
];

/** What is wrong with a question by itself, if anything. */
export function questionFault(question: string, language: ArticleNode['language']): QuestionFault | undefined {
  const longest = language === 'en' ? longestQuestion.english : longestQuestion.chinese;
  if (!isStorable(question)) return 'unstorable';
  if (question.length > longest) return 'too-long';
  if (!/[?？]["'”’」』）)]?$/u.test(question)) return 'not-a-question';
  if (!isWrittenIn(question, language)) return 'wrong-language';
  return pointing.some((words) => words.test(question)) ? 'not-self-contained' : undefined;
}
