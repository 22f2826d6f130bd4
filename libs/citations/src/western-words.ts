import { latinSuffixes, type StatuteLanguage } from '@lexhop/statutes';

/** How one word of a citation stands to the next. */
export type Gap = 'adjacent' | 'joined' | 'through' | 'of' | 'apart';

/** How statutes of one language cite. */
export interface WesternWords {
  /**
   * Sticky, with the groups `unit` (before a number), `number`, `inner` (the 2 and the a of 5(2)(a)), `own` (this Act), `same` (the same Act), `mutatis`, `stop`, and for the
   * words that depend on their place `relative`, `direction` and a count `before` or `after`.
   */
  readonly word: RegExp;
  /** Sticky: what is called like a statute. */
  readonly document: RegExp;
  /** Titles that a document's words may stand for: genitives in German, small letters in French. */
  titlesOf(words: string): readonly string[];
  /** Begins a unit, and a direction, in small letters. */
  readonly article: RegExp;
  /** Units behind which 5-7 is a range; elsewhere it is one number. */
  readonly ranged?: RegExp;
  readonly paragraph: RegExp;
  readonly here: RegExp;
  readonly next: RegExp;
  readonly gaps: readonly (readonly [Gap, RegExp])[];
  /** A statute named right behind a provision is its own: § 823 BGB. */
  readonly namesBehind: boolean;
}

const counts = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const count = `(?:${counts.join('|')}|\\d{1,2})`;
const kinds =
  '(?:Act|Law|Code|Statute|Regulations?|Rules|Bylaws|Standards|Measures|Directions|Guidelines|Constitution)';
const documents =
  '(?:Act|Law|Code|Statute|Regulations?|Rules|Bylaws|Constitution|Convention|Agreement|Treaty|Charter|Protocol)';

const articleUnits = 'articles?|arts?\\.';
/** Not where they are headings: Section 2 of Chapter 3. */
const sectionUnits = `(?:sections?|secs?\\.|(?<!['’])ss?\\.?)(?! ?\\d+,? (?:of )?(?:this |the )?(?:chapter|part|title)\\b)|§{1,2}`;

/** @param articles what articles are called */
const englishWords = (articles: string): WesternWords => ({
  word: new RegExp(
    [
      `(?<unit>(?<!\\w)(?:${articles}|paragraphs?|sub-?sections?|sub-?paragraphs?|items?|sub-?items?|points?|clauses?)(?= ?\\(?\\d))`,
      `\\b(?:the )?(?:(?<before>${count}) )?(?<direction>preceding|foregoing|previous|following|next|same|this)(?: (?<after>${count}))? (?<relative>articles?|paragraphs?)\\b`,
      `\\b(?<own>this ${kinds}\\b|the (?:Act|Law|Code)\\b(?! of [A-Z]))`,
      `\\b(?<same>the same (?:${kinds}))\\b`,
      `(?<mutatis>\\bmutatis mutandis\\b)`,
      `\\((?<inner>\\d{1,2}|[a-z]|[ivx]{1,4})\\)`,
      `(?<number>\\b\\d{1,4}(?:[.-]\\d{1,3})*[a-z]?\\b)`,
      `(?<stop>[.;](?=\\s|$)|\\n)`,
    ].join('|'),
    'giy',
  ),
  document: new RegExp(`(?:[A-Z][\\w'’-]{0,30} (?:(?:of|and|for|the|on|in|to) ){0,3}){1,10}${documents}\\b`, 'y'),
  titlesOf: () => [],
  article: /^(?:art|s(?:ect|ecs?\.|s?\.?$)|§)/,
  ranged: /^(?:ss|secs|sections|§§)/,
  paragraph: /^(?:paragraph|sub-?section)/,
  here: /^this$/,
  next: /^(?:following|next)$/,
  gaps: [
    ['adjacent', /^(?:,? ?)$/],
    ['joined', /^(?:,? ?(?:and|or|and\/or|as well as|&)|,) $/],
    ['through', /^(?: ?(?:to|through|until) |\s?[-–~]\s?)$/],
    ['of', /^,? (?:of|in|under|to)(?: the)?(?: provisions of)? $/],
  ],
  namesBehind: false,
});

const english = englishWords(`${articleUnits}|${sectionUnits}`);
const englishByArticles = englishWords(articleUnits);

/** Articles inserted later: 312a, 2bis. */
const insertedNumber = `\\d{1,4}(?:-\\d{1,3})?(?:[a-z](?![a-zäöü])|(?:${latinSuffixes.join('|')})(?![a-zäöü]))?`;
const germanKinds = '(?:gesetz(?:es|buch(?:e?s)?)?|ordnung|verordnung|satzung|kodex|konvention|richtlinie)';

const german: WesternWords = {
  word: new RegExp(
    [
      `(?<unit>§{1,2}(?=\\s?\\d)|\\b(?:Artikel[ns]?|Art\\.|Absatz(?:es)?|Absätzen?|Abs\\.|Satz(?:es)?|Sätzen?|Halbsatz|Nummern?|Nrn?\\.)(?=\\s?\\d))`,
      `\\b(?<direction>vorstehenden?|vorangehenden?|vorigen?|folgenden?|nächsten?|diese[smr]?) (?<relative>Artikel[ns]?|Paragraphen?|Absatz(?:es)?)\\b`,
      `\\b(?<own>diese[smr]? (?:Gesetz(?:es|buch(?:e?s)?)?|(?:Ver)?[Oo]rdnung|Satzung))\\b`,
      `\\b(?<same>(?:desselben Gesetzes|derselben (?:Ver)?[Oo]rdnung))\\b`,
      `(?<mutatis>\\bsinngemäß|\\bentsprechend(?= (?:anzuwenden|anwendbar|Anwendung)|[.,;]))`,
      `(?<number>\\b${insertedNumber}(?![\\wäöü]))`,
      `(?<stop>[.;](?=\\s+[\\p{Lu}(]|\\s*$)|\\n)`,
    ].join('|'),
    'uy',
  ),
  document: new RegExp(
    `Grundgesetz(?:es)?(?!\\p{L})|(?:\\p{Lu}\\p{Ll}{2,30}en )?Gesetzbuch(?:e?s)?(?!\\p{L})|Gesetz(?:es)? (?:über|zu[rm]?|gegen) |(?:Verordnung|Richtlinie) \\(E[UGW]|\\p{Lu}[\\p{Ll}-]{2,50}${germanKinds}(?!\\p{L})|(?=\\p{L}{0,10}\\p{Lu}\\p{Ll}*\\p{Lu})\\p{Lu}\\p{L}{1,11}(?!\\p{L})`,
    'uy',
  ),
  titlesOf: (words) => {
    const plain = words.replace(/(?<=[gG]esetz(?:buch)?)e?s$/u, '');
    return [plain, plain.replace(/(?<=^\p{Lu}\p{Ll}+)en (?=Gesetzbuch$)/u, 'es ')];
  },
  article: /^(?:§|art|paragraph)/,
  paragraph: /^abs/,
  here: /^diese/,
  next: /^(?:folgend|nächst)/,
  gaps: [
    ['adjacent', /^(?:,? ?)$/],
    ['joined', /^(?:,? ?(?:und|oder|sowie|u\.) ?(?:de[sn] |nach )?|, (?:de[sn] )?)$/],
    ['through', /^(?: bis (?:zu )?(?:de[nm] )?|\s?[-–]\s?)$/],
    ['of', /^,? (?:des|der|dem|von|zum|zur|im)(?: (?:des|der))? $/],
  ],
  namesBehind: true,
};

const frenchKinds = '(?:code|loi|ordonnance|décret|règlement|directive|convention|traité|constitution)';

const french: WesternWords = {
  word: new RegExp(
    [
      `(?<unit>\\b(?:articles?|art\\.|alinéas?|al\\.|paragraphes?)(?=\\s?(?:\\d|premier|1er|[LRDA]\\.?\\s?\\*?\\s?\\d)))`,
      `\\b(?<relative>articles?|alinéas?) (?<direction>précédente?s?|suivante?s?)(?!\\p{L})`,
      `\\b(?<direction2>présent) (?<relative2>article)\\b`,
      `\\b(?<own>(?:présente?|ce|cette) ${frenchKinds})(?!\\p{L})`,
      `\\b(?<same>même ${frenchKinds})(?!\\p{L})`,
      `(?<mutatis>\\bmutatis mutandis\\b|\\bpar analogie\\b)`,
      `(?<number>(?:\\b[LRDA]\\.?\\s?\\*?\\s?)?\\b\\d{1,4}(?:-\\d{1,3}){0,3}(?:\\s?(?:${latinSuffixes.join('|')})(?!\\p{L}))?(?![\\p{L}\\d°])|\\b(?:premier|1er)(?!\\p{L}| alinéa))`,
      `(?<stop>[.;](?=\\s+\\p{Lu}|\\s*$)|\\n)`,
    ].join('|'),
    'iuy',
  ),
  document: new RegExp(
    `${frenchKinds}(?!\\p{L})(?: (?:de |du |des |de la |de l['’])?(?!du |de |des |et |ou )[\\p{L}’'-]{2,30})?`,
    'iuy',
  ),
  titlesOf: (words) => [words.slice(0, 1).toUpperCase() + words.slice(1)],
  article: /^art/,
  paragraph: /^(?:al|paragraphe)/,
  here: /^présent$/,
  next: /^suivant/,
  gaps: [
    ['adjacent', /^(?:,? ?)$/],
    ['joined', /^(?:,? (?:et|ou)|,) (?:(?:à|aux?|de|des|du) )?(?:les? |l['’])?$/],
    ['through', /^ (?:à|au) (?:l['’])?$/],
    ['of', /^,? (?:de|du|des|au|aux|à)(?: la| les)? ?(?:l['’])?$/],
  ],
  namesBehind: false,
};

/** The words of a language; English where a language has none of its own, whose sections are articles where they are no headings. */
export function westernWordsOf(language: StatuteLanguage, headings: Iterable<string> = []): WesternWords {
  if (language === 'de') return german;
  if (language === 'fr') return french;
  for (const heading of headings) if (/^section\b/i.test(heading)) return englishByArticles;
  return english;
}

/** How many articles or paragraphs: two as 2; 1 where nothing is said. */
export function countOf(words: string | undefined): number {
  if (words === undefined) return 1;
  const named = counts.indexOf(words.toLowerCase());
  return named < 0 ? Number(words) : named + 2;
}
