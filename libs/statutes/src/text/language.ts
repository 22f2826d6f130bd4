import type { StatuteLanguage } from '../statute.js';

// Frequent in statutes, and written in one of the two scripts only.
const traditional = new Set('條規權應當業務時間關發實現學區縣農產動們個為義對證書員會議決辦經濟門國');
const simplified = new Set('条规权应当业务时间关发实现学区县农产动们个为义对证书员会议决办经济门国');

/** The language of a text, by its script: `en` where fewer than one letter in ten is Han; of the Han scripts the one with more telling characters. */
export function languageOf(text: string): StatuteLanguage {
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  const latin = text.match(/[a-z]/gi) ?? [];
  if (han.length * 9 < latin.length) return 'en';
  const lean = han.reduce((sum, each) => sum + (simplified.has(each) ? 1 : traditional.has(each) ? -1 : 0), 0);
  return lean > 0 ? 'zh-Hans' : 'zh-Hant';
}
