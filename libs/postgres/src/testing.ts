/** What tests of other rooms need of Postgres: a database of their own, on the one server of the test run. */
export { freshDatabase, type FreshDatabase } from './testing/fresh-database.js';
