import type Stripe from 'stripe';
import type { OrderStatus } from '@stripe-cart/contract';
import { fingerprintOf } from './fingerprint.js';
import { byNextAction, chargeOf, givenBack, hasFailedLater } from './payment-state.js';
import type { PromisedCharge, SalePromise } from './promise.js';
import type { StripeLine } from './stripe-lines.js';

/**
 * `verdict.ts` for an order that is paid by a PaymentIntent alone. Stripe reckons nothing here, so what was taken has to
 * be, to the minor unit, what was promised; what was sold stands in the metadata, so it has to be what was signed; and
 * what is posted needs an address in a country that the shop posts to.
 *
 * @param lines what the metadata says was sold
 */
export async function intentVerdict(
  intent: Stripe.PaymentIntent,
  lines: readonly StripeLine[],
  promise: SalePromise,
  { disputeWon = false } = {},
): Promise<OrderStatus> {
  switch (intent.status) {
    case 'succeeded': {
      const isWhole = intent.amount_received === promise.charge?.total && chargeOf(intent)?.status === 'succeeded';
      return (
        givenBack(intent, disputeWon) ?? (isWhole && (await isAsPromised(intent, lines, promise)) ? 'paid' : 'review')
      );
    }
    case 'requires_capture': {
      const isHeld = intent.amount_capturable === promise.charge?.total;
      return isHeld && (await isAsPromised(intent, lines, promise)) ? 'authorised' : 'review';
    }
    case 'processing':
      return 'pending';
    case 'canceled':
      return 'canceled';
    case 'requires_confirmation':
      return 'unpaid';
    case 'requires_payment_method':
      return hasFailedLater(intent) ? 'failed' : 'unpaid';
    default:
      return byNextAction(intent);
  }
}

/** Lines, prices, shipping and currency as they were signed, asked for in full, and somewhere to post it to. */
async function isAsPromised(
  intent: Stripe.PaymentIntent,
  lines: readonly StripeLine[],
  { kind, currency, fingerprint, charge }: SalePromise,
): Promise<boolean> {
  if (kind !== 'intent' || charge === null) return false;
  if (intent.currency !== currency || intent.amount !== charge.total) return false;
  const subtotal = lines.reduce((sum, { quantity, unitAmount }) => sum + quantity * unitAmount, 0);
  if (subtotal + (charge.shipping?.amount ?? 0) !== charge.total) return false;
  if (!isWhereWeShip(intent.shipping?.address, charge)) return false;
  return (await fingerprintOf(currency, lines)) === fingerprint;
}

/** The form asks for it and Stripe does not: whoever has the page's key can confirm without, or with another country's. */
function isWhereWeShip(address: Stripe.Address | undefined, { shipsTo }: PromisedCharge): boolean {
  if (shipsTo.length === 0) return true;
  return Boolean(address?.line1) && shipsTo.includes(address?.country ?? '');
}
