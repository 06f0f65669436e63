import type { IntentSubmit, ShippingOption } from '@stripe-cart/contract';
import type { PromisedCharge } from '../../order/promise.js';
import { Refusal } from '../../refusal.js';
import { maximumCharge } from '../charge-limits.js';
import { quoteOf } from '../price-cart.js';
import type { PricedCart } from '../priced-cart.js';

/** What the form offers. @property countries that this cart may be posted to; none where no address is asked for */
interface Shipping {
  readonly options: readonly ShippingOption[];
  readonly countries: readonly string[];
}

/**
 * What the buyer has agreed to pay: the catalogue's prices and Stripe's shipping rate. The total that came with the
 * request is only ever held against it.
 * @throws {Refusal} `shipping_option_unavailable`, `price_changed` or `amount_too_large`
 */
export function chargeFor(
  cart: PricedCart,
  { options, countries }: Shipping,
  { shippingOption, total: shown }: IntentSubmit,
): PromisedCharge {
  const chosen = options.find(({ id }) => id === shippingOption) ?? null;
  if (chosen === null && (shippingOption !== null || options.length > 0)) {
    throw new Refusal({ code: 'shipping_option_unavailable' });
  }
  const total = cart.subtotal + (chosen?.amount ?? 0);
  if (total !== shown) throw new Refusal({ code: 'price_changed', quote: quoteOf(cart) });
  const maximum = maximumCharge(cart.currency);
  if (total > maximum) throw new Refusal({ code: 'amount_too_large', currency: cart.currency, maximum });
  return { total, shipping: chosen === null ? null : { rate: chosen.id, amount: chosen.amount }, shipsTo: countries };
}

export const isSameCharge = (one: PromisedCharge | null, other: PromisedCharge | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
