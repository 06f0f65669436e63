import { expect, test } from 'vitest';
import { MUG, useAccount } from '../account.fixture.js';

const account = useAccount();

test('whatever the front page has a link to can be looked at, and no secret is shown', async () => {
  const { stripe } = account;
  const { secret } = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:1/', enabled_events: ['*'] });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'KILN10' });
  await stripe.paymentLinks.create({ line_items: [{ price_data: MUG, quantity: 1 }] });
  const { id } = await account.session({ customer_creation: 'always' });
  await account.buyer(id, 'pay');
  const { payment_intent: paymentIntent } = await stripe.checkout.sessions.retrieve(id);
  await stripe.refunds.create({ payment_intent: String(paymentIntent), amount: 100 });
  await account.control('disputes', { paymentIntent });
  const recurring = { ...MUG, recurring: { interval: 'month' } } as const;
  const subscribing = await account.session({
    mode: 'subscription',
    line_items: [{ price_data: recurring, quantity: 1 }],
  });
  await account.buyer(subscribing.id, 'pay');
  await account.control('portal');
  const { customer } = await stripe.checkout.sessions.retrieve(subscribing.id);
  await stripe.billingPortal.sessions.create({ customer: String(customer) });

  const front = await (await account.raw('/')).text();
  const links = new Set([...front.matchAll(/href="(\/inspect\/[^"]+)"/g)].map(([, path = '']) => path));
  const kinds = new Set([...links].map((path) => path.replace(/^\/inspect\/([a-z]+)_.*/, '$1')));
  for (const kind of ['cs', 'plink', 'pi', 'ch', 're', 'du', 'promo', 'cus', 'evt', 'sub', 'in', 'inpay', 'bps'])
    expect(kinds).toContain(kind);
  for (const path of links) {
    const page = await account.raw(path);
    expect(page.status, path).toBe(200);
    expect(await page.text(), path).not.toContain(secret);
  }
});
