export { StaleRunError } from '@lexhop/graph-model';
