import type Stripe from 'stripe';

// The SDK revives decimals as objects; on the wire, which is what the sandbox speaks, they are strings.

export type WirePrice = Omit<Stripe.Price, 'unit_amount_decimal' | 'currency_options' | 'tiers'> & {
  unit_amount_decimal: string | null;
};

export type WireCurrencyOptions = Record<
  string,
  Omit<Stripe.Price.CurrencyOptions, 'unit_amount_decimal' | 'tiers'> & { unit_amount_decimal: string | null }
>;

export type WireLineItem = Omit<Stripe.LineItem, 'price'> & { price: WirePrice };

export type WireList<T> = Omit<Stripe.ApiList<T>, 'data'> & { data: T[] };
