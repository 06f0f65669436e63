import type Stripe from 'stripe';
import { intentOrder, type FoundIntent } from './intent-order.js';
import type { Keyring } from './keyring.js';
import { bearsName, promiseIn } from './promise.js';
import type { Asked, Reading, ReadingDeps } from './reading.js';

/** In one call. A PaymentIntent that belongs to a Checkout Session has the session's promise, and is read by it. */
export async function readIntent(
  { config, gateway }: ReadingDeps,
  keys: Keyring,
  id: string,
  deadline: AbortSignal,
  { isWanted = () => true }: Asked = {},
): Promise<Reading<FoundIntent>> {
  if (!isIntentId(id)) return { is: 'missing' };
  const intent = await gateway.retrievePaymentIntent(id, deadline);
  if (intent === null) return { is: 'missing' };
  const isNamed = intent.livemode === config.stripe.livemode && bearsName(intent.metadata, config.shop);
  if (!isNamed || intent.metadata['cart_kind'] !== 'intent') return { is: 'foreign' };
  const promise = await promiseIn(intent.metadata, config.shop, keys);
  if (promise === null) return { is: 'unsigned', isComplete: mayHaveMoved(intent) };
  return isWanted(promise) ? { is: 'ours', order: await intentOrder(intent, promise) } : { is: 'foreign' };
}

const mayHaveMoved = ({ status }: Stripe.PaymentIntent): boolean =>
  status === 'succeeded' || status === 'processing' || status === 'requires_capture';

/** Nothing else may become part of a path at Stripe. The id does not say in which mode it was made. */
export const isIntentId = (id: string): boolean => /^pi_[A-Za-z0-9]{10,200}$/.test(id);
