import { Observed } from './observed.js';

/** Whether the last request reached the server. */
export const connection = new Observed<'open' | 'lost'>('open');
