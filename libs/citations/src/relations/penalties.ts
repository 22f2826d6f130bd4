import { longestSentence, type Relation, relationsBy } from './relation.js';

/** The provisions whose breach an article punishes: 「違反第五條規定者，處…罰鍰」. */
export function readPenalties(text: string): readonly Relation[] {
  return relationsBy([breach, obstruction], 'penalises', text, (about, match) => {
    const rest = sentenceFrom(text, match.index + match[0].length);
    return !punishedBefore.test(about) && !unpunished.test(rest) && isPunished(text, match);
  });
}

const breach =
  /(?:違反|違背|未依|不依|不遵守)([^，。；\n]{0,24}?(?:第[〇零一二三四五六七八九十百千\d\s]{1,9}[條項款]|前[一二三四五]?[條項])[^，。；\n]{0,600}(?:，[或及][第前][^，。；\n]{0,300})?)/g;
const obstruction =
  /(?:規避|妨礙|拒絕|不遵行|不服從|不遵從)[^，。；\n]{0,24}依(第[〇零一二三四五六七八九十百千\d]{1,9}條[^，。；\n]{0,60})/g;
/** What is cited is not what was broken: 「違反本條例規定經依第四十九條處以罰鍰後」. */
const punishedBefore = /規定，?[經業]依/;
/** What a breach leads to in place of a punishment. */
const unpunished = /不生效力|無效|免予處罰|得撤銷/;
/** By itself, or by a provision that says how: 「依前項規定處罰」. */
const punishment =
  /[處科][^。；\n]{0,90}?(?:罰鍰|罰金|徒刑|拘役|死刑|怠金)|(?:罰鍰|罰金|徒刑|拘役)[^。\n]{0,30}[：:]|依[^，。；\n]{0,60}(?:規定|[條項款])(?:之?罰則)?(?:處罰|論處|裁處|論罪|科處|處斷)|處罰其?(?:負責人|行為人)/;

/** In the sentence itself, or in the line that introduces the list in which it stands: 「有下列情形之一者，處…：」. */
function isPunished(text: string, { index }: RegExpExecArray): boolean {
  if (punishment.test(sentenceFrom(text, index))) return true;
  const lineStart = text.lastIndexOf('\n', index) + 1;
  if (!/^[一二三四五六七八九十]+、/.test(text.slice(lineStart, lineStart + 6))) return false;
  const above = text.slice(Math.max(0, lineStart - longestSentence), lineStart);
  const introduction = above.split('\n').findLast((line) => /[：:]$/.test(line));
  return introduction !== undefined && punishment.test(introduction);
}

function sentenceFrom(text: string, start: number): string {
  const window = text.slice(start, start + longestSentence);
  const end = window.search(/[。\n]/);
  return end < 0 ? window : window.slice(0, end);
}
