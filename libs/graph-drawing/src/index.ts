/** Graph drawing: a graph as a picture: which part of it is shown, as which circles and lines, where these stand, and names that cover no larger one. */
export {
  type Colours,
  coloursOf,
  draw,
  type DrawnEdge,
  type DrawnGraph,
  type DrawnNode,
  LayoutThread,
  moveTo,
  newDrawnGraph,
  numbersOf,
} from './drawn-graph.js';
export { Overlay } from './overlay.js';
export {
  clusters,
  clustersOf,
  countOf,
  fitted,
  type Overview,
  type Picture,
  pictureOfOverview,
  pictureOfView,
} from './picture.js';
export {
  degreesOf,
  type EdgeKind,
  edgeKinds,
  edgesAt,
  emptyView,
  filtered,
  type GraphEdge,
  type GraphNode,
  type Neighbourhood,
  noFilter,
  statutesOf,
  type View,
  type ViewFilter,
  withNeighbourhood,
} from './view.js';
