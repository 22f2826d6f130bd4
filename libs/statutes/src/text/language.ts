import type { StatuteLanguage } from '../statute.js';

// Frequent in statutes, and written in one of the two scripts only.
const traditional = new Set('條規權應當業務時間關發實現學區縣農產動們個為義對證書員會議決辦經濟門國');
const simplified = new Set('条规权应当业务时间关发实现学区县农产动们个为义对证书员会议决办经济门国');

/** Small words that one language uses all the time, and those of languages that are only told to be another one. */
const smallWords: Readonly<Record<'en' | 'de' | 'fr' | 'other', ReadonlySet<string>>> = {
  en: new Set('the of and or to shall by any this is be for with my what how can does i'.split(' ')),
  de: new Set('der die das und oder dem den des ist sind wird nicht eine einer einem ich wie kann mein'.split(' ')),
  fr: new Set('le les du et ou est une dans par aux sont qui au cette peut je mon comment quel'.split(' ')),
  other: new Set('el los las y por del il gli della che het een van não dos uma och att som jest nie'.split(' ')),
};

/** How many letters of a text are of each kind. */
function lettersOf(text: string) {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  return { han, latin, kana, foreign: count(/\p{L}/gu) - han - latin - kana };
}

/**
 * The language of a text by its letters, without a word about which Chinese: `han`, `latin` where most are; `ja` where there is kana;
 * `other` for hangul, Cyrillic and all other letters. Undefined without letters.
 */
export function lettersLanguageOf(text: string): 'han' | 'latin' | 'ja' | 'other' | undefined {
  const { han, latin, kana, foreign } = lettersOf(text);
  // A Han character says about as much as a Latin word: five letters.
  if (foreign > han + kana && foreign > latin / 5) return 'other';
  if (latin > 5 * (han + kana)) return 'latin';
  if (kana > han / 10) return 'ja';
  return han === 0 ? undefined : 'han';
}

/** The language of a text in Latin letters by its small words; undefined where it has none that tell. */
export function latinLanguageOf(text: string): 'en' | 'de' | 'fr' | 'other' | undefined {
  const words = text.toLowerCase().match(/\p{Script=Latin}+/gu) ?? [];
  let best: { readonly language: 'en' | 'de' | 'fr' | 'other'; readonly count: number } | undefined;
  for (const language of ['en', 'de', 'fr', 'other'] as const) {
    const count = words.filter((word) => smallWords[language].has(word)).length;
    if (count > (best?.count ?? 0)) best = { language, count };
  }
  return best?.language;
}

/** The language of a statute's text; of the Han scripts the one with more telling characters, of Latin letters English where no word tells. */
export function languageOf(text: string): StatuteLanguage {
  const letters = lettersLanguageOf(text);
  if (letters === 'latin') return latinLanguageOf(text) ?? 'en';
  if (letters === 'ja' || letters === 'other') return letters;
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  const lean = han.reduce((sum, each) => sum + (simplified.has(each) ? 1 : traditional.has(each) ? -1 : 0), 0);
  return lean > 0 ? 'zh-Hans' : 'zh-Hant';
}
