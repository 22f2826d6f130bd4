import { useEffect, useEffectEvent, useState } from 'react';
import { filesDropped, type FoundFile } from './files-dropped.js';

/** Takes files and folders dropped anywhere on the page; true while some are held over it. */
export function useDrop(onFiles: (found: readonly FoundFile[]) => void): boolean {
  const [over, setOver] = useState(false);
  const take = useEffectEvent(async ({ dataTransfer }: DragEvent) => {
    if (dataTransfer) onFiles(await filesDropped(dataTransfer.items));
  });
  useEffect(() => {
    const listening = new AbortController();
    const listen = <Name extends 'dragover' | 'dragleave' | 'drop'>(name: Name, handle: (event: DragEvent) => void) =>
      globalThis.addEventListener(name, (event) => handle(event), { signal: listening.signal });
    listen('dragover', (event) => {
      // Else the browser would open the file in place of the page.
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      event.preventDefault();
      setOver(false);
      void take(event);
    });
    return () => listening.abort();
  }, []);
  return over;
}
