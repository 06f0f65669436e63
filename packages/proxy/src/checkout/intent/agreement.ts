import type { CheckoutRequest } from '@stripe-cart/contract';
import type { Deps } from '../../deps.js';
import { Refusal } from '../../refusal.js';
import type { Checkout } from '../checkout.js';
import type { PricedCart } from '../priced-cart.js';
import { chargeFor } from './intent-charge.js';
import { shippingCountries, shippingOptions } from './intent-form.js';

/** What the buyer has agreed to in a form of ours; nothing yet, or for good, in every other request. */
export type Agreement = Pick<Checkout, 'charge' | 'confirmationToken'>;

/**
 * Reads what was sent with the form. The ConfirmationToken belongs there where the proxy confirms, and nowhere else.
 * @throws {Refusal} `invalid_request`, and what `chargeFor` throws
 */
export async function agreementIn(
  deps: Pick<Deps, 'config' | 'shippingRates'>,
  request: CheckoutRequest,
  cart: PricedCart,
  deadline: AbortSignal,
): Promise<Agreement> {
  if (request.mode !== 'intent' || request.submit === undefined) return { charge: null };
  const { submit } = request;
  const { confirmationToken } = submit;
  if ((deps.config.checkout.confirm === 'server') !== (confirmationToken !== undefined)) {
    throw new Refusal({ code: 'invalid_request', path: 'submit.confirmationToken' });
  }
  const options = await shippingOptions(deps, cart, deadline);
  return {
    charge: chargeFor(cart, { options, countries: shippingCountries(deps.config, cart) }, submit),
    confirmationToken,
  };
}
