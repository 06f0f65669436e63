import type Stripe from 'stripe';
import { returnNonce } from '../../order/return-nonce.js';
import type { Checkout } from '../checkout.js';
import { intentReturnAddress } from '../return-address.js';
import type { WayIn } from '../session-mode.js';

/** @returns null where Stripe does not show the way in: then it can only be replaced */
export async function intentWayIn(
  { deps, keys, attempt, locale }: Checkout,
  intent: Stripe.PaymentIntent,
  next: 'confirm' | 'next_action' = 'confirm',
): Promise<WayIn | null> {
  const { client_secret: clientSecret, amount, currency } = intent;
  if (clientSecret === null) return null;
  const nonce = await returnNonce(keys, attempt.id, 'intent');
  const returnUrl = intentReturnAddress({ config: deps.config, nonce, locale });
  return { status: 'open', mode: 'intent', clientSecret, next, amount, currency, returnUrl };
}
