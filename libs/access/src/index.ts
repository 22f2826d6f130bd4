/** Access: API keys, of the settings and of the books; what each allows; and the record of what was changed with them. */
export { AccessBooks, type ApiKey, auditEntrySchema, type Role, roleSchema } from './access-books.js';
export { accessSettings, digestOf, mayDo, parseApiKeys, presentedKey } from './api-keys.js';
export { KeyStateError, NoSuchKeyError } from './errors.js';
export { KeyRing } from './key-ring.js';
export { sessionSeconds } from './page-sessions.js';
export { accessTables, PostgresAccessBooks } from './postgres-access-books.js';
export { assertSafeToListen, isLoopback } from './safe-to-listen.js';
