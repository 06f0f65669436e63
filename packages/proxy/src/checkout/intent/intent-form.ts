import type { IntentFormReply, ShippingOption } from '@stripe-cart/contract';
import type { Config } from '../../config/config.js';
import type { Deps } from '../../deps.js';
import { Refusal } from '../../refusal.js';
import type { PricedCart } from '../priced-cart.js';
import { isShipped } from '../session-params.js';

/** What the form has to show and to ask. It is made of settings, catalogue and shipping rates, and promises nothing. */
export async function intentForm(
  { config, shippingRates }: Pick<Deps, 'config' | 'shippingRates'>,
  cart: PricedCart,
  deadline: AbortSignal,
): Promise<IntentFormReply> {
  const { checkout } = config;
  const countries = shippingCountries(config, cart);
  return {
    status: 'form',
    mode: 'intent',
    currency: cart.currency,
    subtotal: cart.subtotal,
    collects: { shippingAddress: countries.length > 0, phone: checkout.collectPhone, countries },
    shippingOptions: await shippingOptions({ config, shippingRates }, cart, deadline),
    capture: checkout.capture,
    confirm: checkout.confirm,
  };
}

/** Where this cart may be posted to; none where nothing in it is posted, or the shop asks for no address. */
export const shippingCountries = ({ checkout }: Pick<Config, 'checkout'>, cart: PricedCart): readonly string[] =>
  isShipped(cart) ? checkout.shippingCountries : [];

/**
 * The ways of shipping for this cart, in the order of `CART_SHIPPING_RATES`.
 * @throws {Refusal} `misconfigured` where the shop charges for shipping, and no rate has an amount in this currency:
 *   nothing is posted for free by mistake
 */
export async function shippingOptions(
  { config, shippingRates }: Pick<Deps, 'config' | 'shippingRates'>,
  cart: PricedCart,
  deadline: AbortSignal,
): Promise<readonly ShippingOption[]> {
  if (!isShipped(cart) || config.checkout.shippingRates.length === 0) return [];
  const rates = await shippingRates.current(deadline);
  const options = rates
    .filter(({ currency }) => currency === cart.currency)
    .map(({ id, name, amount }) => ({ id, name, amount }));
  if (options.length > 0) return options;
  throw new Refusal(
    { code: 'misconfigured' },
    { note: 'no rate of CART_SHIPPING_RATES has an amount in the currency' },
  );
}
