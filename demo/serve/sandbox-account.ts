import { WEBHOOK_EVENTS } from '@stripe-cart/proxy';

/** A test key. The sandbox takes any; nothing in the world opens with this one. */
export const SANDBOX_SECRET_KEY = 'sk_test_TidewrackPottery2026';
export const SANDBOX_PUBLISHABLE_KEY = 'pk_test_TidewrackPottery2026';

export interface WebhookEndpoint {
  readonly secret: string;
  remove(): Promise<void>;
}

/** Tells the sandbox where to deliver the events that the proxy knows what to do with, through Stripe's own API, as an owner would. */
export async function createWebhookEndpoint(sandbox: string, url: string): Promise<WebhookEndpoint> {
  const body = new URLSearchParams([['url', url], ...WEBHOOK_EVENTS.map((event) => ['enabled_events[]', event])]);
  const { id, secret } = await call<{ id: string; secret: string }>(sandbox, 'POST', '/v1/webhook_endpoints', body);
  return {
    secret,
    remove: async () => void (await call(sandbox, 'DELETE', `/v1/webhook_endpoints/${id}`)),
  };
}

/** Sets the customer portal up, as an owner does once in the Dashboard: without that Stripe has none. */
export async function setUpPortal(sandbox: string): Promise<void> {
  await fetch(`${sandbox}/_sandbox/portal`, { method: 'POST', body: '{}' });
}

/**
 * One call of Stripe's API with the sandbox's key.
 *
 * @throws {Error} with the sandbox's answer, where it refuses
 */
export async function call<Reply>(
  sandbox: string,
  method: string,
  path: string,
  body?: URLSearchParams,
): Promise<Reply> {
  const response = await fetch(sandbox + path, {
    method,
    headers: { authorization: `Bearer ${SANDBOX_SECRET_KEY}` },
    ...(body && { body }),
  });
  const reply: unknown = await response.json();
  if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${JSON.stringify(reply)}`);
  return reply as Reply;
}
