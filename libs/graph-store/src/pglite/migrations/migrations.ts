import { tables } from './0001-tables.js';
import { paidCalls } from './0002-paid-calls.js';

/** The steps that bring a store to its present form, in order: number n is at place n - 1. A step that was released never changes. */
export const migrations: readonly string[] = [tables, paidCalls];
