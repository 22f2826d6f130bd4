/** What can be wrong with a single question. */
export type QuestionFault = 'not-a-question' | 'not-self-contained' | 'wrong-language' | 'too-long' | 'unstorable';

/** What is wrong with what was drafted for an article. */
export interface DraftFault {
  readonly code:
    | 'unreadable'
    | 'refused'
    | 'missing'
    | 'few-lay'
    | 'few-legal'
    | 'few-incoming'
    | 'few-outgoing'
    | 'about-another'
    | QuestionFault;
  /** The reader's words for `unreadable`, the provider's for `refused`, ids that were never asked for `missing`, how many there are for `few-…`, the questions for `about-another`, else the question. */
  readonly detail: string;
}
