/** The words that number the articles of a statute, in the order of their ranks: where two open as many articles, the first counts. One statute uses one of them. */
export const numberings = ['條', '조', 'Article', '§', 'Section'] as const;
export type Numbering = (typeof numberings)[number];

/** What stands for a, b, c … in statutes of Romance languages and Switzerland: Art. 2bis, Article 4 ter; in their order. */
export const latinSuffixes = 'bis ter quater quinquies sexies septies octies nonies decies undecies duodecies'.split(
  ' ',
);

interface NumberingStyle {
  readonly numbering: Numbering;
  /** What stands before the number, as a pattern for any case. */
  readonly words: string;
  /** What may stand right behind its first part and says nothing: the º of 1.º, the o of 1o. */
  readonly ordinal: string;
}

const sign = '(?:\\.?[ºª°]\\.?)?';

/** How statutes in other than Chinese and Japanese characters are numbered; each way is a line here. */
export const numberingStyles: readonly NumberingStyle[] = [
  {
    numbering: 'Article',
    // English, German and Dutch, Italian, Spanish, Portuguese, Polish, Czech, Russian, Ukrainian, Greek, Turkish, Indonesian, Vietnamese.
    words:
      'articles?|artikels?|articol[oi]|art[íi]culos?|artigos?|arti\\.|artykuł|článek|статья|стаття|άρθρο|madde|pasal|điều|art\\.?',
    ordinal: '(?:\\.?[ºª°]\\.?|o\\.?(?![a-zß-ÿ0-9]))?',
  },
  { numbering: '§', words: '§{1,2}', ordinal: sign },
  { numbering: 'Section', words: 'section|sect?\\.?', ordinal: sign },
];

/** As it stands in a text; a suffix with a blank before it is none where it joins two numbers: 1 bis 3. */
export function numberPattern({ ordinal }: Pick<NumberingStyle, 'ordinal'>): string {
  const suffix = `(?:-?[a-z](?!\\p{L})|[\\s-]?(?:${latinSuffixes.join('|')})(?!\\p{L}|\\s*\\d))?`;
  return `\\d+(?:[.-]\\d+)*${ordinal}${suffix}(?:-\\d+)*(?![\\p{L}\\d])\\.?`;
}

/** 제1조, 제10조의2 */
export const koreanLabel = '제\\s*(\\d+)\\s*조((?:\\s*의\\s*\\d+)*)';

/** 1.º and Artículo 1o as 1, `5-A` as 5A, `1-bis` as 1bis: only parts that are numbers keep the hyphen between them. */
export function withoutOrdinals(label: string): string {
  const plain = label.replace(/\.?[ºª°]\.?/g, '').replace(/^(\s*art\D{0,8}\d+)o\.?(?![a-z])/i, '$1');
  return plain.replace(/(?<=\d)-(?=[a-z])/gi, '');
}

/** The words for the headings above articles, outermost first; a heading goes on with a number. */
export const headingRanks: readonly string[] = [
  'part|book|title|parte|titolo|t[íi]tulo|titre|partie|libro|livro|livre|buch|teil',
  'chapter|capo|cap[íi]tulo|chapitre|kapitel|abschnitt|hauptstück',
  'section|sezione|secci[óo]n|sec?[çc][ãa]o|sektion|unterabschnitt',
  'sub-?section|division|subsecci[óo]n|paragraphe',
  'item',
];
