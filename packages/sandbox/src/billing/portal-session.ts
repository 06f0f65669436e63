import type Stripe from 'stripe';

export interface PortalSessionRecord {
  readonly session: Stripe.BillingPortal.Session;
  /** Seconds since the epoch; null until somebody opened its address. */
  openedAt: number | null;
}

/** Seconds in which the address has to be opened, and for which it then stays good. https://docs.stripe.com/customer-management/integrate-customer-portal */
const OPENED_WITHIN = 5 * 60;
const GOOD_FOR = 60 * 60;

/**
 * Whether the address of a portal session can be used now.
 *
 * @param now seconds since the epoch
 */
export function isPortalOpen({ session, openedAt }: PortalSessionRecord, now: number): boolean {
  return openedAt === null ? now < session.created + OPENED_WITHIN : now < openedAt + GOOD_FOR;
}
