import { useEffect, useRef } from 'react';
import { usePreferences } from '../../../preferences/use-preferences.js';
import { useWords } from '../../../words/use-words.js';
import type { View } from '../view.js';
import { GraphPicture } from './graph-picture.js';

interface GraphCanvasProps {
  readonly view: View;
  readonly names: (id: string) => string;
  readonly chosen: string | undefined;
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onNothing: () => void;
}

const directions = ['in', 'out', 'all'] as const;

/** The picture of a view; for whoever does not see it there is the list. */
export function GraphCanvas(props: GraphCanvasProps) {
  const { t } = useWords();
  const { place, picture } = usePicture(props);
  return (
    <figure className="graph-canvas">
      <div className="graph-canvas__picture" ref={place} aria-hidden="true" />
      <figcaption className="unseen">{t('graph.picture')}</figcaption>
      <div className="row graph-canvas__zoom">
        {directions.map((direction) => (
          <button
            key={direction}
            type="button"
            className="button button--small"
            onClick={() => picture.current?.zoom(direction)}
          >
            {t(`graph.zoom.${direction}`)}
          </button>
        ))}
      </div>
    </figure>
  );
}

/** The picture in its place, as the properties are now. */
function usePicture({ view, names, chosen, ...events }: GraphCanvasProps) {
  const { theme } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const picture = useRef<GraphPicture>(undefined);
  const latest = useRef({ view, names, events });
  useEffect(() => {
    latest.current = { view, names, events };
  });
  useEffect(() => {
    if (!place.current) return undefined;
    const made = new GraphPicture(place.current, {
      onNode: (id) => latest.current.events.onNode(id),
      onEdge: (id) => latest.current.events.onEdge(id),
      onNothing: () => latest.current.events.onNothing(),
    });
    picture.current = made;
    return () => made.close();
  }, []);
  useEffect(() => picture.current?.show(view, names), [view, names]);
  useEffect(() => picture.current?.choose(chosen), [chosen]);
  useEffect(() => picture.current?.recolour(latest.current.view, latest.current.names), [theme]);
  return { place, picture };
}
