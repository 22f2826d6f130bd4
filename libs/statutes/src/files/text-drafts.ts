import { StatuteFileError } from '../errors.js';
import { foldedRemark, type Remark, type StatuteDraft } from '../formats/statute-draft.js';
import { draftTextStatute } from '../formats/plain-text.js';
import { foldCharacters } from '../text/characters.js';
import { htmlText, type MarkupText, wordText } from './markup-text.js';
import { newlines, type TextPiece } from './source-text.js';

/** Longer plain text is no statute: the longest statute has 300,000 characters, on a few thousand lines. */
const longestText = 2_000_000;
const mostLines = 40_000;

/** The text of a file that holds one statute. Throws a StatuteFileError where it is longer than any statute. */
export async function wholeText(pieces: AsyncGenerator<TextPiece>, fileName: string): Promise<string> {
  const texts: string[] = [];
  let length = 0;
  for await (const { text, line } of pieces) {
    length += text.length;
    const lines = line + newlines(text);
    if (length > longestText || lines > mostLines) {
      const reason = `plain text holds one statute a file, and this is longer than ${longestText} characters or ${mostLines} lines`;
      throw new StatuteFileError(fileName, 'too-large', `line ${line}`, reason);
    }
    texts.push(text);
  }
  return texts.join('');
}

/** The statute of a plain text or Markdown file. Throws a StatuteFileError where no line begins an article. */
export function textDraft(text: string, fileName: string): StatuteDraft {
  const folded = foldCharacters(text);
  const draft = draftTextStatute(folded.text, fileName);
  if (draft === undefined) throw numberingUnknown(fileName);
  return folded.count === 0 ? draft : { ...draft, remarks: [...draft.remarks, foldedRemark('the file', folded.count)] };
}

function numberingUnknown(fileName: string): StatuteFileError {
  const reason =
    'the numbering of its articles was not recognised; a line that begins one reads 第 N 條, 第N条, 제N조, Article N, Art. N (also Artículo, Articolo, Artigo and their like), § N or Section N';
  return new StatuteFileError(fileName, 'unknown-format', 'line 1', reason);
}

/** The statute of an HTML page. It has no foreword: what stands above the first article of a page can't be told from its navigation. */
export function pageDraft(html: string, fileName: string): StatuteDraft {
  const { foreword: _navigation, ...draft } = markupDraft(htmlText(html), fileName);
  return draft;
}

/** The statute of a Word document. */
export async function wordDraft(document: Buffer, fileName: string): Promise<StatuteDraft> {
  return markupDraft(await wordText(document, fileName), fileName);
}

function markupDraft({ text, title, url, unnumbered }: MarkupText, fileName: string): StatuteDraft {
  const draft = textDraft(text, fileName);
  const untitled = draft.remarks.some(({ code }) => code === 'title-missing');
  return {
    ...draft,
    ...(untitled && title !== undefined ? { title } : {}),
    ...(draft.url === undefined && url !== undefined ? { url } : {}),
    remarks: [
      ...draft.remarks.filter(({ code }) => code !== 'title-missing' || title === undefined),
      ...unnumberedRemarks(unnumbered),
    ],
  };
}

function unnumberedRemarks(count: number): readonly Remark[] {
  if (count === 0) return [];
  const entries = count === 1 ? '1 entry of a list is' : `${count} entries of lists are`;
  const sentence = `${entries} numbered by the program that shows them; those numbers are not in the text.`;
  return [{ code: 'numbers-not-in-text', place: 'the file', sentence }];
}
