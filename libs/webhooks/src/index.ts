/** Webhooks: tells your receiver that a build ended and what it changed: a signed message, sent until it is taken or given up. */
export { startDelivering } from './deliver.js';
export { receiverOf, webhookSettings } from './settings.js';
