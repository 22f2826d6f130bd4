import { useEffect } from 'react';
import { useLocationProperty } from 'wouter/use-browser-location';

/** The name after `#` in the address; once `ready`, the element of that name is scrolled to and focused. */
export function usePlaceInPage(ready: boolean): string {
  const place = useLocationProperty(() => decodeURIComponent(globalThis.location.hash.slice(1)));
  useEffect(() => {
    if (!ready || place === '') return;
    const element = document.getElementById(place);
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
  }, [ready, place]);
  return place;
}
