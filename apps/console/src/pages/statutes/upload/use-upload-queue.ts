import { useQueryClient } from '@tanstack/react-query';
import { useObserved } from '../../../server/observed.js';
import { UploadQueue } from './upload-queue.js';

/** One for each graph, so that files go on while the reader looks at another page. */
const queues = new Map<string, UploadQueue>();

/** The files on their way into a graph, and how to add more. */
export function useUploadQueue(graph: string) {
  const queries = useQueryClient();
  const queue = queues.get(graph) ?? new UploadQueue(graph, () => void queries.invalidateQueries());
  queues.set(graph, queue);
  return { queue, uploads: useObserved(queue.uploads) };
}
