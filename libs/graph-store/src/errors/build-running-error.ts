export { BuildRunningError } from '@lexhop/graph-model';
