// Older majors of the `stripe` SDK against the sandbox: `pnpm --filter @stripe-cart/sandbox sdk-versions`.
import { serveSandbox } from '../dist/node.js';
import { withPackages } from './temporary-packages.mjs';

const VERSIONS = { '20.4.1': 'refused', '21.0.1': 'works', '22.6.2': 'works', '23.1.0': 'works' };

/** A sale, from the product to the refund, with everything an SDK does on the way. */
async function sell(stripe, served) {
  const product = await stripe.products.create({ name: 'Mug', metadata: { made: 'by hand' } });
  const price = await stripe.prices.create({ product: product.id, currency: 'usd', unit_amount: 1500 });
  const params = {
    mode: 'payment',
    line_items: [{ price: price.id, quantity: 2 }],
    success_url: 'https://shop.example/thanks?session_id={CHECKOUT_SESSION_ID}',
  };
  const session = await stripe.checkout.sessions.create(params, { idempotencyKey: 'once' });
  const again = await stripe.checkout.sessions.create(params, { idempotencyKey: 'once' });
  if (again.id !== session.id) throw new Error('The idempotency key did nothing.');
  await fetch(`${served.url}/_sandbox/buyer`, {
    method: 'POST',
    body: JSON.stringify({ session: session.id, action: 'pay' }),
  });
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'payment_intent'] });
  if (paid.payment_status !== 'paid' || paid.payment_intent.amount_received !== 3000) throw new Error('Not paid.');
  if (paid.ui_mode !== 'hosted_page') throw new Error(`ui_mode is ${paid.ui_mode}.`);
  const link = await stripe.paymentLinks.create({ line_items: [{ price: price.id, quantity: 1 }] });
  await fetch(link.url);
  const { data: opened } = await stripe.checkout.sessions.list({ payment_link: link.id });
  if (opened[0]?.amount_total !== 1500) throw new Error('The payment link made no session.');
  await stripe.paymentLinks.update(link.id, { active: false });
  await stripe.refunds.create({ payment_intent: paid.payment_intent.id });
  const types = [];
  for await (const event of stripe.events.list({ limit: 3 })) types.push(event.type);
  if (!types.includes('charge.refunded')) throw new Error('No event of the refund.');
  await stripe.checkout.sessions.retrieve('cs_test_unknown').then(
    () => Promise.reject(new Error('An unknown session was found.')),
    (error) => {
      if (error.code !== 'resource_missing') throw error;
    },
  );
}

for (const [version, expected] of Object.entries(VERSIONS)) {
  const outcome = await withPackages({ stripe: version }, async ({ load }) => {
    const { default: Stripe } = await load('stripe');
    const served = await serveSandbox();
    const { hostname, port } = new URL(served.url);
    try {
      await sell(new Stripe('sk_test_sandbox', { host: hostname, port, protocol: 'http' }), served);
      return { is: 'works', says: 'a sale from product to refund, and a payment link' };
    } catch (error) {
      const is = error.code === 'sandbox_not_covered' ? 'refused' : 'failed';
      return { is, says: error.message };
    } finally {
      await served.close();
    }
  });
  console.log(`stripe ${version}: ${outcome.is} – ${outcome.says}`);
  if (outcome.is !== expected) process.exitCode = 1;
}
