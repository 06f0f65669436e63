import { expect, test } from 'vitest';
import { confirmIn, elementsSession, fillCard, useShop, type Loading } from './shop-page.fixture.js';

const shop = useShop();

test.each<Loading>(['preset', 'routed'])('a card pays through the real loader, window.Stripe %s', async (loading) => {
  const { id, clientSecret } = await elementsSession(shop);
  const page = await shop.begin(clientSecret, { loading });
  await fillCard(page, '4242424242424242');
  expect(await confirmIn(page)).toEqual({ type: 'success', status: { type: 'complete', paymentStatus: 'paid' } });
  expect(await shop.account.stripe.checkout.sessions.retrieve(id)).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
  });
});
