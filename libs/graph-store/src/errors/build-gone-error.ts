export { BuildGoneError } from '@lexhop/graph-model';
