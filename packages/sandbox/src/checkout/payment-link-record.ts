import type Stripe from 'stripe';
import type { WireLineItem } from '../account/wire.js';

/** A payment link with what Stripe shows only when asked. */
export interface PaymentLinkRecord {
  /** Unexpanded, as an event carries it. */
  readonly link: Stripe.PaymentLink;
  /** In their order. Each session gets copies of them. */
  readonly lineItems: readonly WireLineItem[];
  /** Where the sandbox is reached, for the pages of its sessions. */
  readonly origin: string;
}
