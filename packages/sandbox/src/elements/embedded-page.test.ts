import type { StripeEmbeddedCheckout } from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { FrameLocator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { eventually, useShop } from './shop-page.fixture.js';

const shop = useShop();

declare global {
  interface Window {
    embedded: StripeEmbeddedCheckout;
  }
}

type Params = Partial<Stripe.Checkout.SessionCreateParams>;

async function embeddedSession(params: Params = {}): Promise<{ readonly id: string; readonly clientSecret: string }> {
  const session = await shop.account.stripe.checkout.sessions.create({
    mode: 'payment',
    ui_mode: 'embedded_page',
    customer_email: 'buyer@example.com',
    line_items: [{ price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 }],
    return_url: `${shop.url}/preset?session={CHECKOUT_SESSION_ID}`,
    ...params,
  });
  if (session.client_secret === null) throw new Error('The session has no client secret.');
  return { id: session.id, clientSecret: session.client_secret };
}

const sessionOf = (id: string) => shop.account.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });

/** A page of the shop with the embedded page in it; what it tells the shop is kept in `window.events`. */
async function embed(clientSecret: string): Promise<{ readonly page: Page; readonly frame: FrameLocator }> {
  const page = await shop.open();
  await page.evaluate(async (secret) => {
    const stripe = await window.loadStripe('pk_test_sandbox');
    if (!stripe) throw new Error('There is no Stripe.');
    window.embedded = await stripe.createEmbeddedCheckoutPage({
      fetchClientSecret: async () => secret,
      onComplete: () => window.events.push('complete'),
      onAnalyticsEvent: ({ eventType, details }) => window.events.push([eventType, details]),
    });
    window.embedded.mount('#payment');
  }, clientSecret);
  return { page, frame: page.frameLocator('iframe[name="embedded-checkout"]') };
}

async function pay(frame: FrameLocator, cardNumber: string): Promise<void> {
  await frame.getByLabel('Card number').fill(cardNumber);
  await frame.getByLabel('Expiry').fill('12 / 68');
  await frame.getByLabel('Security code').fill('123');
  await frame.getByLabel('Name on card').fill('Ann Buyer');
  await frame.getByTestId('hosted-payment-submit-button').click();
}

const RENDERED = ['checkoutRendered', { amount: 1500, currency: 'usd' }];

test('[embedded-completion] declined, challenged within the frame, and paid: with if_required the page stays, and onComplete is called once', async () => {
  const { id, clientSecret } = await embeddedSession({ redirect_on_completion: 'if_required' });
  const { page, frame } = await embed(clientSecret);
  await pay(frame, '4000000000000002');
  await frame.getByTestId('problem').getByText('declined').waitFor();
  await pay(frame, '4000002760003184');
  await frame.getByRole('button', { name: 'Fail authentication' }).click();
  await frame.getByTestId('problem').getByText('authenticate').waitFor();
  await pay(frame, '4000002760003184');
  await frame.getByRole('button', { name: 'Complete authentication' }).click();
  await frame.getByTestId('closed-complete').waitFor();
  await eventually(() => page.evaluate(() => window.events)).toEqual([RENDERED, 'complete']);
  expect(page.url()).toBe(`${shop.url}/preset`);
  expect(await sessionOf(id)).toMatchObject({ status: 'complete', payment_status: 'paid' });

  // The frame is as high as what it shows, and a second look at it tells nothing again.
  const [frameHeight, contentHeight] = await Promise.all([
    page.locator('iframe').evaluate((iframe) => iframe.clientHeight),
    frame.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height)),
  ]);
  expect(frameHeight).toBe(contentHeight);
  await page.evaluate(() => {
    window.embedded.unmount();
    window.embedded.mount('#payment');
  });
  await frame.getByTestId('closed-complete').waitFor();
  expect(await page.evaluate(() => window.events)).toEqual([RENDERED, 'complete']);
});

test('[embedded-completion] by default the buyer is taken to return_url, the session’s id filled in', async () => {
  const { id, clientSecret } = await embeddedSession({ allow_promotion_codes: true });
  const { page, frame } = await embed(clientSecret);
  // What is not about paying stays in the frame.
  await frame.getByLabel('Promotion code').fill('NOTHING');
  await frame.getByRole('button', { name: 'Apply' }).click();
  await frame.locator('#promotion-problem').waitFor();
  // Where the way on is cut the browser stays, as if the buyer had come Back to a page that is still alive.
  await page.route('**/preset?session=*', (route) => route.abort('aborted'));
  const left = page.waitForRequest(`${shop.url}/preset?session=${id}`);
  await pay(frame, '4242424242424242');
  await left;
  expect((await sessionOf(id)).payment_status).toBe('paid');
  await frame.getByTestId('leaving').waitFor();
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await frame.getByTestId('closed-complete').waitFor();
  expect(await page.evaluate(() => window.events)).toEqual([RENDERED]);
});

test('[embedded-redirect] another site takes the whole window, and leads back to return_url', async () => {
  const { id, clientSecret } = await embeddedSession({ redirect_on_completion: 'if_required' });
  const { page, frame } = await embed(clientSecret);
  await frame.getByText('Amazon Pay').first().click();
  await frame.getByTestId('hosted-payment-submit-button').click();
  await page.waitForURL(`${shop.account.url}/authorize/**`);
  await page.getByRole('button', { name: 'Fail payment' }).click();
  await page.waitForURL(`${shop.url}/preset?session=${id}`);
  expect(await sessionOf(id)).toMatchObject({ status: 'open', payment_intent: { status: 'requires_payment_method' } });
});

test('[one-embedded-page] [embedded-page] one in a document, in its light DOM, of a session for it, until it is destroyed', async () => {
  const { clientSecret } = await embeddedSession();
  const hosted = await shop.account.session();
  const page = await shop.open();
  const refusals = await page.evaluate(
    async ([secret, other]) => {
      const stripe = await window.loadStripe('pk_test_sandbox');
      if (!stripe) throw new Error('There is no Stripe.');
      const create = (given: string) => stripe.createEmbeddedCheckoutPage({ clientSecret: given });
      const host = document.createElement('div');
      document.body.append(host);
      const inside = document.createElement('div');
      host.attachShadow({ mode: 'open' }).append(inside);
      const refusal = window.refusalOf;
      const early = [
        await refusal(() => stripe.createEmbeddedCheckoutPage({})),
        await refusal(() => create(other)),
        await refusal(() => create(`${secret}x`)),
        await refusal(() =>
          stripe.createEmbeddedCheckoutPage({ fetchClientSecret: () => Promise.reject(new Error('No.')) }),
        ),
      ];
      const first = create(secret);
      const whilePending = await refusal(() => create(secret));
      const shown = await first;
      const late = [
        whilePending,
        await refusal(() => create(secret)),
        await refusal(() => shown.mount(inside)),
        await refusal(() => shown.mount('#nowhere')),
      ];
      shown.mount('#payment');
      late.push(await refusal(() => shown.mount('#express')));
      shown.destroy();
      late.push(await refusal(() => shown.mount('#payment')));
      const second = await create(secret);
      second.mount('#payment');
      return { early, late, frames: document.querySelectorAll('iframe').length };
    },
    [clientSecret, hosted.id] as const,
  );
  expect(refusals.early.map((each) => each?.name)).toEqual(['IntegrationError', 'IntegrationError', 'Error', 'Error']);
  expect(refusals.late.map((each) => each?.name)).toEqual(Array.from({ length: 6 }, () => 'IntegrationError'));
  expect(refusals.frames).toBe(1);
  // Without the secret there is nothing, and no other page may be put into a frame.
  const [unknown, own] = await Promise.all([
    shop.account.raw(`/c/embedded/${hosted.id}`),
    shop.account.raw(`/c/pay/${hosted.id}`),
  ]);
  expect(unknown.status).toBe(404);
  expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});
