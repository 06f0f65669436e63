export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.js';
export type { CallEntry, DeliveryEntry, LedgerEntry, MoneyEntry, ObjectEntry } from './ledger.js';
export type { Attempt } from './webhooks/delivery.js';
