import { describe, expect, it } from 'vitest';
import type { StatuteLanguage } from '@lexhop/statutes';
import { citationReader } from './citation-reader.js';
import { statuteTitles } from './statute-titles.js';

const titles = statuteTitles([
  { id: 'BGB', title: 'Bürgerliches Gesetzbuch' },
  { id: 'URH', title: 'Urheberrechtsgesetz' },
  { id: 'CIV', title: 'Code civil' },
]);

/** What article 3 of a statute of articles 1 to 5, 5a, 2bis and L121-1 cites: `words → targets`, the own statute's id left out. */
function citedIn(language: StatuteLanguage, text: string): readonly string[] {
  const numbers = ['1', '2', '2bis', '3', '4', '5', '5a', 'L121-1', 'L121-2'];
  const articles = numbers.map((number) => ({ number, text: number === '3' ? text : 'a.\nb.\nc.' }));
  return citationReader({ id: 'OWN', title: 'Own', language, articles }, titles)
    .read('3')
    .map(({ span, targets, mutatisMutandis }) => {
      const ids = targets.map(({ id }) => id.replace('OWN:', '')).join(' ');
      return `${text.slice(span.start, span.end)} → ${ids}${mutatisMutandis ? ' *' : ''}`;
    });
}

describe('a German statute', () => {
  it.each([
    ['Die Anzeige nach § 5 ist schriftlich.', ['§ 5 → 5']],
    ['In den Fällen des § 5a Abs. 2 Satz 1 Nr. 3 gilt dies.', ['§ 5a Abs. 2 Satz 1 Nr. 3 → 5a#2']],
    ['Die §§ 1, 2 und 4 gelten entsprechend.', ['§§ 1, 2 und 4 → 1 2 4 *']],
    ['Die §§ 1 bis 4 bleiben unberührt.', ['§§ 1 bis 4 → 1 2 2bis 3 4']],
    ['Abweichend von Artikel 2 Absatz 1 und Artikel 4 ist', ['Artikel 2 Absatz 1 und Artikel 4 → 2#1 4']],
    ['nach Art. 2bis Abs. 1', ['Art. 2bis Abs. 1 → 2bis#1']],
    ['nach Absatz 1 des § 4', ['Absatz 1 des § 4 → 4#1']],
    ['nach § 433 des Bürgerlichen Gesetzbuchs', ['§ 433 des Bürgerlichen Gesetzbuchs → BGB:433']],
    ['nach § 2 des Urheberrechtsgesetzes', ['§ 2 des Urheberrechtsgesetzes → URH:2']],
    ['nach § 2 StGB und § 4', ['§ 4 → 4']],
    ['nach § 4 des Gesetzes über den Kündigungsschutz', []],
    ['nach Artikel 5 der Verordnung (EU) 2016/679', []],
    ['nach § 4 dieses Gesetzes', ['§ 4 dieses Gesetzes → 4']],
    ['im Jahr 2004 und 5 Tage', []],
  ])('%s', (text, citations) => {
    expect(citedIn('de', text)).toEqual(citations);
  });

  it('cites its own paragraphs by their numbers', () => {
    expect(citedIn('de', 'Eins.\nDie Sätze 1 und 2 des Absatzes 1 gelten.\nNach Absatz 1 und 2 ist dies.')).toEqual([
      'Sätze 1 und 2 des Absatzes 1 → 3#1',
      'Absatz 1 und 2 → 3#1 3#2',
    ]);
  });
});

describe('an English statute', () => {
  it.each([
    ['as section 5 says', ['section 5 → 5']],
    ['under s. 5 or s 4', ['s. 5 or s 4 → 5 4']],
    ['ss 1-4 apply', ['ss 1-4 → 1 2 2bis 3 4']],
    ['ss. 1 to 2', ['ss. 1 to 2 → 1 2']],
    ['sections 4 and 5a', ['sections 4 and 5a → 4 5a']],
    ['subsection (2) of section 5', ['subsection (2) of section 5 → 5#2']],
    ['section 5(2)(a) and (3), and section 4', ['section 5(2)(a) and (3), and section 4 → 5#2 5#3 4']],
    ['sections 4(1) and 5', ['sections 4(1) and 5 → 4#1 5']],
    ['Article 4(2)', ['Article 4(2) → 4#2']],
    ['section 5(2)(a) of the Copyright Act', []],
    ['sections 2 and 4 of the Companies Act, section 5', ['section 5 → 5']],
    ['section 5 of this Act', ['section 5 of this Act → 5']],
    ['§ 5 and §§ 1-2', ['§ 5 → 5', '§§ 1-2 → 1 2']],
    ['Section 2 of Chapter 4, and the landlord’s 5 days', []],
    ['(1) a person; (2) another 5', []],
  ])('%s', (text, citations) => {
    expect(citedIn('en', text)).toEqual(citations);
  });

  it('in which sections are headings has no articles of that name', () => {
    const headingPath = ['Chapter 1 General', 'Section 2 Terms'];
    const articles = ['1', '2'].map((number) => ({ number, headingPath, text: 'Section 2 and Article 1 apply.' }));
    const reader = citationReader({ id: 'OWN', title: 'Own', language: 'en', articles }, titles);
    expect(reader.read('2').flatMap(({ targets }) => targets.map(({ id }) => id))).toEqual(['OWN:1']);
  });
});

describe('a French statute', () => {
  it.each([
    ['Les dispositions de l’article 5 sont applicables.', ['article 5 → 5']],
    ["En application des articles 1er, 2 et 4, l'autorité", ['articles 1er, 2 et 4 → 1 2 4']],
    ['les articles 1er à 4', ['articles 1er à 4 → 1 2 2bis 3 4']],
    ['Par dérogation à l’article L. 121-1, le titulaire', ['article L. 121-1 → L121-1']],
    ['mentionnées à l’article 2 bis', ['article 2 bis → 2bis']],
    ['prévues à l’article 1240 du code civil', ['article 1240 du code civil → CIV:1240']],
    ['prévues à l’article 4 du code de commerce', []],
    ['au sens de l’article 2 de la présente loi', ['article 2 de la présente loi → 2']],
    ['à l’article précédent', ['article précédent → 2bis']],
    ['le 4 mai 2004', []],
  ])('%s', (text, citations) => {
    expect(citedIn('fr', text)).toEqual(citations);
  });
});

describe('a Japanese statute', () => {
  const japanese = (text: string) =>
    citationReader(
      {
        id: 'OWN',
        title: '見本法',
        language: 'ja',
        articles: ['1', '2', '2-2', '3'].map((number) => ({ number, text: number === '3' ? text : 'あ。\nい。' })),
      },
      titles,
    )
      .read('3')
      .map(({ targets }) => targets.map(({ id }) => id.replace('OWN:', '')).join(' '));

  it.each([
    ['第二条の二第一項の規定により', ['2-2#1']],
    ['前条の規定は、準用する。', ['2-2']],
    ['第一条から第二条までの規定は', ['1 2']],
    ['第一条及び第二条第二項', ['1 2#2']],
    ['第一条又は第二条', ['1 2']],
  ])('%s', (text, citations) => {
    expect(japanese(text)).toEqual(citations);
  });
});
