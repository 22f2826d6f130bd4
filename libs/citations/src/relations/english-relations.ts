import { longestSentence, type Relation, type RelationKind, relationsBy } from './relation.js';

/** The relations in an English article, where they are said in the words that statutes have for them. */
export function readEnglishRelations(text: string): readonly Relation[] {
  const isProvision = (about: string) => provision.test(about);
  return [
    ...sentences.flatMap(([kind, pattern]) =>
      relationsBy([pattern], kind, text, aboutProvisions.has(kind) ? isProvision : undefined),
    ),
    ...relationsBy([breach], 'penalises', text, (about, { index }) => isProvision(about) && isPunished(text, index)),
  ];
}

const provision = /\b(?:sub)?(?:articles?|paragraphs?|sections?)\b|§/i;
const aboutProvisions: ReadonlySet<RelationKind> = new Set(['applies', 'excepts', 'made-under']);

/** The subject of a sentence that begins with a provision: 「Where …, Paragraph 4 of Article 28 shall」. */
const subject =
  '(?<=^|[.;:\\n] ?|, )((?:The |the |but |But )?(?:provisions?|provisos?|(?:sub)?paragraphs?|articles?|sections?|Provisions?|Provisos?|(?:Sub|sub)?[Pp]aragraphs?|Articles?|Sections?|preceding|first|second|third|fourth|fifth)\\b(?:(?! provided)[^.;\\n]){0,500}?)';
const instrument =
  '(?:[Ee]nforcement [Rr]ules|[Ii]mplement(?:ing|ation) (?:[Rr]ules|[Rr]egulations)|[Rr]egulations|[Rr]ules|[Ss]tandards|[Mm]easures|[Gg]uidelines|[Dd]irections)';
const made =
  '(?:prescribed|determined|established|enacted|stipulated|formulated|promulgated|adopted|set|drawn up|drafted|made)';
const quoted = '["“”「](?:[Tt]he |[Aa]n? )?([^"“”「」\\n]{1,60})["“”」]';

const sentences: readonly (readonly [RelationKind, RegExp])[] = [
  [
    'delegates',
    new RegExp(
      `\\b(${instrument})\\b[^.;\\n]{0,300}? shall be (?:separately )?${made} (?:and promulgated )?by\\b`,
      'g',
    ),
  ],
  [
    'made-under',
    new RegExp(
      `\\b(?:These|This|The) (?:${instrument}|Act)\\b[^.;\\n]{0,80}? (?:are|is|were|was|have been|has been|shall be) (?:hereby )?${made} (?:pursuant to|in accordance with|according to|under|by virtue of|based on) ([^.;\\n]{2,240})`,
      'g',
    ),
  ],
  [
    'defines',
    new RegExp(
      `${quoted}(?:,? (?:as )?used in (?:this [A-Z][a-z]+|the preceding [a-z]+),?)? (?:shall )?(?:means?|refers? to)\\b`,
      'g',
    ),
  ],
  ['defines', new RegExp(`\\(hereinafter(?: referred to)?(?: as)?(?: the)?,? ${quoted}\\)`, 'g')],
  ['defines', /(?<=^|\n)(?:\(?\d{1,2}[.)]) ?([A-Z][^:.;\n]{0,60}): ?(?:means?|refers? to)\b/g],
  ['applies', new RegExp(`${subject} (?:shall|may|also|be|apply|applies|,| ){0,40}mutatis mutandis`, 'g')],
  ['excepts', new RegExp(`${subject} (?:shall|do|does|is|are) not (?:apply|applicable)\\b`, 'g')],
  [
    'excepts',
    /\b(?:not be subject to|[Nn]otwithstanding|[Ee]xcept(?: as (?:otherwise )?(?:provided|prescribed|specified|stipulated) (?:in|by|under)| for)?|[Uu]nless otherwise (?:provided|prescribed|specified|stipulated) (?:in|by|under)) ((?!where|when|if|that)(?:[^,.;\n]|, (?=(?:and |or )?(?:(?:Sub)?[Pp]aragraph|[Aa]rticle)s? \d)){2,240})/g,
  ],
];

const breach =
  /\b(?:violat(?:es?|ed|ing|ions? of)|contraven(?:es?|ed|ing|tions? of)|in breach of|fails? to comply with|breach(?:es|ed|ing)?)\b ?([^.;\n]{2,240}?)(?=,? (?:shall|may|is|are)\b|[.;\n]|$)/gi;
const punishment = /\b(?:fined?|imprison(?:ed|ment)|detention|sentence|punish(?:ed|able|ment))\b/i;

/** In the sentence itself, or in the line that introduces the list in which it stands. */
function isPunished(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - longestSentence), index);
  const after = text.slice(index, index + longestSentence);
  const sentence = `${before.split(/[.;\n]/).at(-1) ?? ''}${after.split(/[.;\n]/, 1)[0] ?? ''}`;
  if (punishment.test(sentence)) return true;
  const [line = '', ...above] = before.split('\n').toReversed();
  if (!/^\(?\d{1,2}[.)]/.test(line)) return false;
  const introduction = above.find((each) => /:\s*$/.test(each));
  return introduction !== undefined && punishment.test(introduction);
}
