/** What tests of other rooms need of Postgres: a database of their own, on the one server of the test run; a data directory without the seconds of its making; a disk that is full, or whose power is cut. */
export { emptyDataDirectory, freshDatabase, type FreshDatabase } from './testing/fresh-database.js';
export { noSmallDisk, SmallDisk } from './testing/small-disk.js';
