export { MissingVectorError } from '../errors.js';
