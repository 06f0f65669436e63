import { createHmac } from 'node:crypto';
import { ROUTES } from '@stripe-cart/contract';
import { WEBHOOK_EVENTS } from '@stripe-cart/proxy';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { problemCodeIn, visit } from './visit.js';

/**
 * An event of a type that no proxy knows: genuine, if its signature is, and about nothing. The proxy acknowledges it
 * without a call to Stripe.
 */
const eventText = (livemode: boolean) =>
  JSON.stringify({
    id: 'evt_stripe_cart_doctor',
    object: 'event',
    type: 'stripe_cart.doctor',
    livemode,
    data: { object: { object: 'doctor' } },
  });

/**
 * Whether Stripe's events reach the proxy, whether it tells genuine ones from others, and whether it has these secrets.
 * @param secrets those of `STRIPE_WEBHOOK_SECRET`; none where nobody gave one
 * @param now seconds since the epoch by the proxy's own clock, which judges the signatures
 */
export async function checkWebhook(
  proxy: string,
  { secrets, livemode, now }: { secrets: readonly string[]; livemode: boolean; now: number },
): Promise<Check> {
  const title = 'Webhook';
  const address = `${proxy}${ROUTES.stripeWebhook.path}`;
  const send = (signature: string) =>
    visit(address, {
      method: ROUTES.stripeWebhook.method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'stripe-signature': signature },
      body: eventText(livemode),
    });

  const forged = await send(`t=${now},v1=${'0'.repeat(64)}`);
  if (!forged.reached) return { title, findings: [finding('webhook_unreachable', `${address}: ${forged.why}`)] };
  if (forged.status >= 200 && forged.status < 300) return { title, findings: [finding('webhook_unguarded', address)] };
  if (problemCodeIn(forged) !== 'invalid_signature') {
    return { title, findings: [finding('webhook_unreachable', `${address}: status ${forged.status}`)] };
  }

  const findings: Finding[] = [];
  for (const [index, secret] of secrets.entries()) {
    const genuine = await send(signatureOf(eventText(livemode), secret, now));
    const which = secrets.length > 1 ? `secret ${index + 1} of STRIPE_WEBHOOK_SECRET` : 'STRIPE_WEBHOOK_SECRET';
    if (!genuine.reached || genuine.status !== 200) findings.push(finding('webhook_secret_wrong', which));
  }
  return secrets.length > 0
    ? { title, findings }
    : { title, findings, skipped: 'its secret: set STRIPE_WEBHOOK_SECRET to that of the proxy' };
}

/** As Stripe signs (https://docs.stripe.com/webhooks#verify-manually). */
function signatureOf(payload: string, secret: string, now: number): string {
  return `t=${now},v1=${createHmac('sha256', secret).update(`${now}.${payload}`).digest('hex')}`;
}

/** Whether Stripe knows where to send which events. @property writesInvoiceFooter it takes the event of a new draft */
export async function checkEndpoint(
  proxy: string,
  account: StripeAccount,
  { writesInvoiceFooter }: { readonly writesInvoiceFooter: boolean },
): Promise<Check> {
  const title = 'Webhook endpoint at Stripe';
  const address = `${proxy}${ROUTES.stripeWebhook.path}`;
  const endpoints = [];
  try {
    for await (const endpoint of account.every((stripe, page) => stripe.webhookEndpoints.list(page))) {
      if (URL.parse(endpoint.url)?.href.replace(/\/$/, '') === address) endpoints.push(endpoint);
    }
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    return {
      title,
      findings: [
        finding('webhook_unknown', error.status === 403 ? 'the key may not read Webhook Endpoints' : error.message),
      ],
    };
  }
  if (endpoints.length === 0) return { title, findings: [finding('webhook_not_registered', address)] };
  const enabled = endpoints.filter(({ status }) => status === 'enabled');
  if (enabled.length === 0) return { title, findings: [finding('webhook_disabled', address)] };
  const sent = new Set(enabled.flatMap((endpoint) => endpoint.enabled_events as readonly string[]));
  const needed = [...WEBHOOK_EVENTS, ...(writesInvoiceFooter ? ['invoice.created'] : [])];
  const missing = sent.has('*') ? [] : needed.filter((type) => !sent.has(type));
  return { title, findings: missing.length > 0 ? [finding('webhook_events_missing', missing.join(', '))] : [] };
}
