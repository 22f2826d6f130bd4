import type { MessageEvent } from '@nestjs/common';
import { endWith, ignoreElements, interval, map, merge, type Observable, share, takeUntil } from 'rxjs';

const millisecondsBetweenSigns = 15_000;

/**
 * The events, and in between one of type `still-here` every 15 s: so that whoever waits for a long step tells a quiet
 * build from a connection that died in its sleep. Ends when the events end.
 */
export function withSignsOfLife(
  events: Observable<MessageEvent>,
  milliseconds = millisecondsBetweenSigns,
): Observable<MessageEvent> {
  const shared = events.pipe(share());
  const ended = shared.pipe(ignoreElements(), endWith(true));
  const signs = interval(milliseconds).pipe(
    map((): MessageEvent => ({ type: 'still-here', data: '' })),
    takeUntil(ended),
  );
  // The signs first: they must be listening for the end before the events can come to it.
  return merge(signs, shared);
}
