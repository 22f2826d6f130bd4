/** Webhooks: tells a receiver of yours that a build ended and what it changed, signed, until it is taken or given up. */
export { startDelivering } from './deliver.js';
export { receiverOf, webhookSettings } from './settings.js';
