import Stripe from 'stripe';
import { atStripe } from './buyer.js';
import type { TestShop } from './shop.js';

/** The secret of the present, and the one before it during a roll. */
export const WEBHOOK_SECRETS = ['whsec_thePresentSecretOfTheEndpoint', 'whsec_theOneBeforeItDuringARoll0000'] as const;

const stripe = new Stripe('sk_test_NotARealKeyNotARealKey');

/** Stripe's own signature over these bytes. @param age in seconds; negative is ahead of the clock */
export const signatureOf = (payload: string, { secret = WEBHOOK_SECRETS[0] as string, age = 0 } = {}) =>
  stripe.webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp: Math.floor(Date.now() / 1000) - age });

/** These bytes to the webhook route, under whatever signature. */
export const sendWebhook = (shop: TestShop, body: string | Uint8Array, signature: string): Promise<Response> =>
  shop.send('/v1/webhooks/stripe', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });

export interface Delivered {
  readonly status: number;
  readonly outcome?: string;
  readonly code?: string;
}

/** An event, signed by the present secret. */
export async function deliver(shop: TestShop, event: object): Promise<Delivered> {
  const body = JSON.stringify(event);
  const response = await sendWebhook(shop, body, await signatureOf(body));
  return { status: response.status, ...((await response.json()) as Omit<Delivered, 'status'>) };
}

/** The latest event of this type whose object is `id`, or was paid by it. */
export async function eventOf(shop: TestShop, id: string, type: string): Promise<Stripe.Event> {
  const { data } = (await atStripe(shop, `/v1/events?type=${type}&limit=100`)) as unknown as { data: Stripe.Event[] };
  const found = data.find(({ data: { object } }) => {
    const { id: own, payment_intent: payment } = object as { id?: string; payment_intent?: unknown };
    return own === id || payment === id;
  });
  if (found === undefined) throw new Error(`no ${type} for ${id}`);
  return found;
}
