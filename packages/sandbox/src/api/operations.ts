import { chargeOperations } from './charges.js';
import { confirmationTokenOperations } from './confirmation-tokens.js';
import { billingPortalOperations } from './billing-portal.js';
import { couponOperations } from './coupons.js';
import { customerOperations } from './customers.js';
import { disputeOperations } from './disputes.js';
import { eventOperations } from './events.js';
import { invoiceItemOperations } from './invoice-items.js';
import { invoicePaymentOperations } from './invoice-payments.js';
import { invoiceOperations } from './invoices.js';
import { paymentIntentOperations } from './payment-intents.js';
import { paymentMethodDomainOperations } from './payment-method-domains.js';
import { paymentLinkOperations } from './payment-links.js';
import { priceOperations } from './prices.js';
import { productOperations } from './products.js';
import { promotionCodeOperations } from './promotion-codes.js';
import { refundOperations } from './refunds.js';
import { sessionOperations } from './sessions.js';
import { setupIntentOperations } from './setup-intents.js';
import { shippingRateOperations } from './shipping-rates.js';
import { subscriptionOperations } from './subscriptions.js';
import { webhookEndpointOperations } from './webhook-endpoints.js';
import type { Operation } from './call.js';

/** Everything of Stripe's API that the sandbox answers, under the names the SDK uses. */
const OPERATIONS = {
  ...productOperations,
  ...priceOperations,
  ...customerOperations,
  ...shippingRateOperations,
  ...couponOperations,
  ...promotionCodeOperations,
  ...sessionOperations,
  ...paymentLinkOperations,
  ...paymentIntentOperations,
  ...confirmationTokenOperations,
  ...setupIntentOperations,
  ...chargeOperations,
  ...invoiceOperations,
  ...invoiceItemOperations,
  ...invoicePaymentOperations,
  ...subscriptionOperations,
  ...billingPortalOperations,
  ...paymentMethodDomainOperations,
  ...refundOperations,
  ...disputeOperations,
  ...eventOperations,
  ...webhookEndpointOperations,
};

/** Parameters are validated against the operation's own schema before it sees them; here they may be any of them. */
type AnyOperation = Operation<Record<string, unknown>>;

export interface Match {
  readonly name: string;
  readonly operation: AnyOperation;
  readonly ids: readonly string[];
}

const ROUTES = Object.entries(OPERATIONS).map(([name, operation]) => ({
  name,
  operation: operation as unknown as AnyOperation,
  pattern: new RegExp(`^${operation.path.replaceAll(':id', '([^/]+)')}$`),
}));

/** The operation for a method and path, or null where the sandbox has none. */
export function matchOperation(method: string, path: string): Match | null {
  for (const { name, operation, pattern } of ROUTES) {
    const match = operation.method === method ? pattern.exec(path) : null;
    if (match) return { name, operation, ids: match.slice(1).map(decode) };
  }
  return null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Whether `name` is an operation of the sandbox, so that faults are not set for what is never called. */
export function isOperation(name: string): boolean {
  return Object.hasOwn(OPERATIONS, name);
}

/** All of them, as the SDK spells them. */
export function operationNames(): string[] {
  return Object.keys(OPERATIONS);
}
