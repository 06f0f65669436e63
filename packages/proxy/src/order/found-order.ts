import type Stripe from 'stripe';
import type { OrderStatus, PaymentFailure, VerifiedOrder } from '@stripe-cart/contract';
import type { Renewal } from '../subscription/renewal.js';
import type { PaidBy } from './paid-by.js';
import type { SalePromise } from './promise.js';

/**
 * A payment of ours as Stripe has it at this moment, and what we make of it. Whatever it is paid by, a Checkout Session
 * or a PaymentIntent of its own, everybody who asks about orders asks here; what differs is in `session-order.ts` and
 * `intent-order.ts`.
 */
export interface FoundOrder {
  readonly paidBy: PaidBy;
  readonly promise: SalePromise;
  /** The verdict. */
  readonly status: OrderStatus;
  /** The verdict again, where a dispute is known to have ended with the shop's victory: Stripe's charge does not say so. */
  statusIfDisputeWon(): Promise<OrderStatus>;
  /** Why the last try to pay did not succeed; null where there was none, or it did. */
  readonly reason: PaymentFailure | null;
  /** When the buyer went to pay, in seconds since the epoch. */
  readonly created: number;
  readonly livemode: boolean;
  /** Of the object itself, where notes are kept; its signed promise is in it too. */
  readonly metadata: Stripe.Metadata | null;
  /** The money, with its latest charge; null where none was ever asked for. */
  readonly payment: Stripe.PaymentIntent | null;
  /** The payment link that the session was opened from. */
  readonly link: string | null;
  /** Set where this is no order of its own but a renewal of one: it has the order's number. */
  readonly renewal?: Renewal;
  /** Whether the subscription that began with it is over. */
  readonly hasEnded?: boolean;
  /** As its buyer may see it: nothing about the person, no id of Stripe's. */
  describe(status: OrderStatus): VerifiedOrder;
  /** As its owner needs it beside that. */
  contact(): OrderContact;
}

/** Who bought, where it goes, and what the owner finds in the Dashboard. */
export interface OrderContact {
  readonly buyer: {
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
  };
  /** Where to post it; null where no address was asked for. */
  readonly shipping: { readonly name: string; readonly address: Address; readonly rate: string | null } | null;
  readonly stripe: {
    /** Null where a PaymentIntent was made without one. */
    readonly session: string | null;
    readonly paymentIntent: string | null;
    readonly customer: string | null;
    /** Null where nothing recurs. */
    readonly subscription: string | null;
  };
}

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

export function addressOf(address: Stripe.Address): Address {
  const { line1, line2, postal_code: postalCode, city, state, country } = address;
  return { line1, line2, postalCode, city, state, country };
}

/** Stripe gives an id, or in its place the whole object. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}
