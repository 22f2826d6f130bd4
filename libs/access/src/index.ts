/** Access: API keys, of the settings and of the books; what each allows; and the record of what was changed with them. */
export { AccessBooks, accessTables, auditEntrySchema } from './access-books.js';
export {
  accessSettings,
  type ApiKey,
  digestOf,
  mayDo,
  parseApiKeys,
  presentedKey,
  type Role,
  roleSchema,
} from './api-keys.js';
export { KeyNameTakenError, KeyStateError, NoSuchKeyError } from './errors.js';
export { assertSafeToListen, isLoopback, KeyRing } from './key-ring.js';
export { sessionSeconds } from './page-sessions.js';
