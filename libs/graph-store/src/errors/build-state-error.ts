export { BuildStateError } from '@lexhop/graph-model';
