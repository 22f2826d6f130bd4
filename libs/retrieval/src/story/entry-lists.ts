import type { NodeHit, QuestionHit } from '@lexhop/graph-store';
import type { ListName } from '../policy.js';
import type { Search } from './search.js';

/** One ranked list to enter by. */
export interface EntryList {
  readonly name: ListName;
  readonly hits: readonly (NodeHit | QuestionHit)[];
}

/** Which lists a strategy enters by; `questionsInText` also searches the words of incoming questions. */
export interface ListChoice {
  readonly names: readonly ListName[];
  readonly questionsInText: boolean;
}

/** The chosen lists, each as deep as the policy says; one whose query vector is missing is empty. */
export function readEntryLists(search: Search, choice: ListChoice): Promise<readonly EntryList[]> {
  const { reader, request, filter, vectors, policy } = search;
  const depth = policy.listDepth;
  const readers: Readonly<Record<ListName, () => Promise<EntryList['hits']>>> = {
    text: () => reader.searchText(request.query, depth, { ...filter, incomingQuestions: choice.questionsInText }),
    dense: async () => (vectors.query ? reader.searchNodes(vectors.query, depth, filter) : []),
    questions: async () => (vectors.question ? reader.searchQuestions(vectors.question, depth, filter) : []),
  };
  return Promise.all(choice.names.map(async (name) => ({ name, hits: await readers[name]() })));
}
