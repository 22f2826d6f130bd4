/** Console parts: what every page of the console is made of: the session with a server, texts in both languages, forms, states, the frame, and how an article is shown. */
export {
  anchorOf,
  citationOf,
  headingsIn,
  ministryPageOf,
  namesOf,
  type NodeNames,
  placeOf,
  readingPathOf,
} from './articles/article-names.js';
export { ArticleActions, ArticleReader, Beside } from './articles/article-reader.js';
export { ArticleText, highlight, Marked } from './articles/article-text.js';
export {
  type ArticleCitation,
  type Statute,
  type StatuteArticle,
  useCitations,
  useStatute,
} from './articles/use-articles.js';
export { ConfirmDialog } from './feedback/confirm-dialog.js';
export { Fetched, MoreButton } from './feedback/fetched.js';
export { ProblemNote } from './feedback/problem-note.js';
export { ReasonLine, ReasonText, saidOf, ServerSentence } from './feedback/server-sentence.js';
export { Empty, Loading, MockBanner, NotBuilt } from './feedback/states.js';
export { Button, CopyButton } from './forms/button.js';
export { Field, FileButton, Form, SelectField, textIn, useLater } from './forms/inputs.js';
export { Brand, otherPathOf, PageTitle, pathOf } from './layout/navigation.js';
export { PageFrame, PreferenceSwitches } from './layout/page-frame.js';
export { SearchBox } from './layout/search.js';
export { Facts, Sheet, Table } from './layout/sheet.js';
export { client, openBoard, rest, sendFile } from './server/rest-client.js';
export { connection, Observed, session, signIn, useObserved } from './server/session.js';
export { useChange, useGet, usePages } from './server/use-rest.js';
export {
  createQueryClient,
  defaultGraph,
  useAccess,
  useGraphName,
  useGraphs,
  useIsBuilt,
  useMayChange,
} from './server/use-server.js';
export { type SaidByServer, type WordKey, type Words, wordsOf } from './words/catalogues.js';
export { keepPreferences, usePreferences, useWords } from './words/preferences.js';
