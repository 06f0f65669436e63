import type Stripe from 'stripe';
import type { Currency } from '@stripe-cart/contract';
import type { Log } from '../log/log.js';
import type { StripeGateway } from '../stripe/gateway.js';
import { createSupply, steadySupply, type Supply } from '../supply.js';

/** A way of shipping, as far as a PaymentIntent needs it: Stripe adds nothing to one by itself. */
export interface ShippingRate {
  readonly id: string;
  readonly name: string;
  readonly currency: Currency;
  /** In minor units. */
  readonly amount: number;
}

export type ShippingRates = Supply<readonly ShippingRate[]>;

/**
 * The rates of `CART_SHIPPING_RATES`, read from Stripe and remembered as the catalogue is. What cannot be charged as a
 * fixed amount is left out, and said in the log once.
 */
export function shippingRatesOf(
  ids: readonly string[],
  { gateway, now, log }: { readonly gateway: StripeGateway; readonly now: () => number; readonly log: Log },
): ShippingRates {
  if (ids.length === 0) return steadySupply([]);
  const told = new Set<string>();
  const leftOut = (rate: string, reason: string) => {
    if (told.has(rate)) return;
    told.add(rate);
    log({ level: 'warn', event: 'shipping_rate_left_out', rate, reason });
  };
  return createSupply(
    'shipping_rates',
    async (deadline) => {
      const rates = await Promise.all(ids.map((id) => gateway.retrieveShippingRate(id, deadline)));
      return rates.flatMap((rate, index) => {
        const problem = problemWith(rate);
        if (rate !== null && problem === null) return [asOffered(rate)];
        leftOut(ids[index] ?? '', problem ?? '');
        return [];
      });
    },
    { now, log },
  );
}

function problemWith(rate: Stripe.ShippingRate | null): string | null {
  if (rate === null) return 'Stripe shows no such rate to this key';
  if (!rate.active) return 'it is archived';
  return rate.fixed_amount === undefined ? 'it has no fixed amount' : null;
}

function asOffered({ id, display_name: name, fixed_amount: fixed }: Stripe.ShippingRate): ShippingRate {
  return { id, name: name ?? id, currency: fixed?.currency ?? '', amount: fixed?.amount ?? 0 };
}
