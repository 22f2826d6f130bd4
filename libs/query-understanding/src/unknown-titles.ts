import { matchAt } from '@lexhop/foundation';

/** A title at its place in a text. */
export interface TitleAt {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

const kinds = '法|典|[條条]例|[細细規规準准通][則则]|[辦办]法|[約约]|[規规章]程';
const titleInHan = new RegExp(`\\p{Script=Han}{1,30}(?:${kinds})(?=[\\s」』》〉"”]{0,3}$)`, 'u');
/** What leads to a title and is no part of it: …的, 請問, 依. */
const lead = /^(?:.*的|.*依[據据照]?|[及與与和或依按據据照且並又在因]|請問|请问|根據|根据|違反|违反|以及)+/u;
/** 同法, 前開條例: the statute that was named. */
const theSame = new RegExp(`(?:[同本該该此]|[前上][開开揭述]|^依)(?:${kinds})$`, 'u');
const kindsInLatin = 'act|law|code|ordinance|regulations?|constitution|convention|treaty';
const papers = 'lease|contract|agreement|policy';
const notOfTitle = '(?!(?:and|or|of|under|in|does|do|is|are|what|by)(?!\\p{L}))';
const titleInLatin = new RegExp(
  `(?<=^|[^\\p{L}])(?:${notOfTitle}[\\p{L}'-]{1,30}\\s){1,6}(?<!(?:the|this|that|same|said)\\s)(?:${kindsInLatin}|${papers})(?=[\\s,:"”]{0,3}$)`,
  'u',
);
const titleBehind = new RegExp(
  `,?\\s{1,3}(?:of|under)\\s{1,3}(?<title>(?:${notOfTitle}[\\p{L}'.-]{1,30}\\s){1,6}?(?<!(?:the|this|that|same|said)\\s)(?:${kindsInLatin}|${papers})(?!\\p{L})|(?:my|our|your|his|her|their|its|an?|the)\\s{1,3}(?!(?:${kindsInLatin}|same|said)(?!\\p{L}))[\\p{L}'-]{1,30})`,
  'uy',
);
const longest = 120;

/** The title of no known statute that ends where a number begins: 國家賠償法第2條, 租賃契約第3條; not 同法, the act. Of the text from a place on. */
export function unknownTitleBefore(text: string, from: number, number: number): TitleAt | undefined {
  const start = Math.max(from, number - longest);
  const before = text.slice(start, number);
  const match = titleInHan.exec(before) ?? titleInLatin.exec(before);
  if (!match) return undefined;
  const title = match[0].replace(lead, '');
  const end = start + match.index + match[0].length;
  return title.length < 2 || theSame.test(title) ? undefined : { title, start: end - title.length, end };
}

/** The same behind a number: article 5 of my lease, of the Tort Claims Act; not of the act. */
export function unknownTitleBehind(text: string, index: number): TitleAt | undefined {
  const match = matchAt(titleBehind, text, index);
  const title = match?.groups?.['title'];
  return match && title !== undefined ? { title, start: index, end: index + match[0].length } : undefined;
}
