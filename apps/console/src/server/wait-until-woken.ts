/** What a page hears when there is a reason to look at the server at once. */
const wakings = [
  [document, 'visibilitychange'],
  [globalThis, 'online'],
  [globalThis, 'pageshow'],
] as const;

/** Resolves after so long, or at once when the page is looked at again, the network is back, or `signal` calls it off. */
export function waitUntilWoken(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const end = () => {
      clearTimeout(timer);
      waiting.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { signal: waiting.signal });
    for (const [target, name] of wakings) target.addEventListener(name, end, { signal: waiting.signal });
  });
}
