import type { SchemaChange } from '../change-schema.js';
import { keysAndIndexes } from './0001-keys-and-indexes.js';
import { paidCalls } from './0002-paid-calls.js';
import { characters } from './0003-characters.js';

/** The steps that bring a database to its present form, in order: number n is at place n - 1. A step that was released never changes. */
export const migrations: readonly (readonly SchemaChange[])[] = [keysAndIndexes, paidCalls, characters];
