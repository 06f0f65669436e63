import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CartLine, CheckoutMode } from '@stripe-cart/contract';
import { atStripe, BOWLS, Buyer, callsDuring, GOLD_JUG, MUG, subtotalOf } from '../test-stack/buyer.js';
import { rawRequest } from '../test-stack/raw-socket.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

const engraved = (count: number): CartLine[] =>
  Array.from({ length: count }, (_, index) => ({
    item: 'jug',
    quantity: 1,
    options: [
      { name: 'Glaze', value: 'Blue' },
      { name: 'Engraving', value: `No. ${index} =cmd|"<b>` },
    ],
  }));

/** What is sold, for how much, and what Stripe is told of it. */
export function cartSuite(runtime: Runtime): void {
  describe(`a cart on ${runtime.name}`, () => {
    let shop: TestShop;
    let buyer: Buyer;
    beforeAll(async () => {
      shop = await openShop(runtime, {
        CART_SHIPPING_COUNTRIES: 'DE,AT',
        CART_PHONE: 'true',
        CART_PROMOTION_CODES: 'true',
        CART_SUBMIT_TYPE: 'pay',
        CART_LOCALE: 'de',
      });
    });
    beforeEach(() => {
      buyer = new Buyer(shop);
    });
    afterAll(() => shop.close());

    const refused: readonly (readonly [string, Readonly<Record<string, unknown>>, number, string])[] = [
      ['a price in a line', { lines: [{ ...MUG, price: 1 }] }, 422, 'unknown_field'],
      ['an amount in a line', { lines: [{ ...MUG, unit_amount: 1 }] }, 422, 'unknown_field'],
      ['a currency in a line', { lines: [{ ...MUG, currency: 'usd' }] }, 422, 'unknown_field'],
      ['a success address', { success_url: 'https://evil.example' }, 422, 'unknown_field'],
      ['discounts', { discounts: [{ coupon: 'FREE' }] }, 422, 'unknown_field'],
      ['a fee', { payment_intent_data: { application_fee_amount: 1 } }, 422, 'unknown_field'],
      ['metadata', { metadata: { cart_number: '1' } }, 422, 'unknown_field'],
      ['another mode', { mode: 'setup' }, 422, 'invalid_request'],
      ['no lines', { lines: [] }, 422, 'empty_cart'],
      ['a hundred and one lines', { lines: engraved(101) }, 422, 'too_many_lines'],
      ['an item nobody lists', { lines: [{ ...MUG, item: 'price_1PxInternalRate00' }] }, 422, 'unknown_item'],
      ['an inherited key', { lines: [{ ...MUG, item: '__proto__' }] }, 422, 'unknown_item'],
      ['a sold-out item', { lines: [{ ...MUG, item: 'plate' }] }, 409, 'item_unavailable'],
      ['minus one', { lines: [{ ...MUG, quantity: -1 }] }, 422, 'invalid_request'],
      ['one and a half', { lines: [{ ...MUG, quantity: 1.5 }] }, 422, 'invalid_request'],
      ['a quantity in quotes', { lines: [{ ...MUG, quantity: '2' }] }, 422, 'invalid_request'],
      [
        'too many in two halves',
        {
          lines: [
            { ...MUG, quantity: 60 },
            { ...MUG, quantity: 60 },
          ],
        },
        422,
        'invalid_quantity',
      ],
      ['off the step', { lines: [{ ...BOWLS, quantity: 3 }] }, 422, 'invalid_quantity'],
      ['no choice of glaze', { lines: [{ ...GOLD_JUG, options: [] }] }, 422, 'invalid_option'],
      [
        'a text with a bell in it',
        { lines: [{ ...MUG, options: [{ name: 'Note', value: 'a\u0007' }] }] },
        422,
        'invalid_request',
      ],
      ['a total too low', { expected: { currency: 'eur', subtotal: 1 } }, 409, 'price_changed'],
      ['a total too high', { expected: { currency: 'eur', subtotal: 1801 } }, 409, 'price_changed'],
      ['a total in another currency', { expected: { currency: 'usd', subtotal: 1800 } }, 409, 'price_changed'],
      ['an attempt that is no UUID', { attempt: 'attempt-1' }, 422, 'invalid_request'],
      ['a resume token that is no token', { resume: 'x' }, 422, 'invalid_request'],
    ];
    describe.each<CheckoutMode>(['hosted', 'elements'])('to be paid in %s', (mode) => {
      it.each(refused)('with %s is refused before Stripe is asked', async (_, more, status, code) => {
        buyer.mode = mode;
        const calls = await callsDuring(shop, async () => {
          const answer = await buyer.ask([MUG], more);
          expect([answer.status, answer.body.code]).toEqual([status, code]);
        });
        expect(calls).toEqual([]);
      });
    });

    it('that costs something else than was shown is quoted, and sold at the quote', async () => {
      const { body } = await buyer.ask([MUG, GOLD_JUG], { expected: { currency: 'eur', subtotal: 5000 } });
      expect(body).toMatchObject({
        code: 'price_changed',
        quote: {
          currency: 'eur',
          subtotal: 7800,
          lines: [
            { item: 'mug', quantity: 1, unitAmount: 1800, options: [] },
            { item: 'jug', quantity: 1, unitAmount: 6000, options: GOLD_JUG.options },
          ],
        },
      });
      await buyer.goToPay([MUG, GOLD_JUG]);
    });

    it('reaches Stripe at the catalogue’s prices, with everything an order is rebuilt from', async () => {
      const { session } = await buyer.goToPay([{ ...MUG, quantity: 3 }, GOLD_JUG]);
      const made = await atStripe(shop, `/v1/checkout/sessions/${session}?expand[]=line_items`);
      expect(made).toMatchObject({
        mode: 'payment',
        ui_mode: 'hosted_page',
        currency: 'eur',
        amount_subtotal: 3 * 1800 + 6000,
        locale: 'de',
        submit_type: 'pay',
        allow_promotion_codes: true,
        phone_number_collection: { enabled: true },
        shipping_address_collection: { allowed_countries: ['DE', 'AT'] },
        cancel_url: 'https://shop.example/#cart=cancelled',
        metadata: { cart_shop: 'pottery', cart_attempt: buyer.attempt, cart_allows: 'discount' },
        line_items: {
          data: [
            { quantity: 3, price: { unit_amount: 1800 }, metadata: { cart_item: 'mug', cart_name: 'Mug' } },
            {
              quantity: 1,
              price: { unit_amount: 6000 },
              metadata: { cart_item: 'jug', cart_option_0: 'Glaze', cart_value_0: 'Gold' },
            },
          ],
        },
      });
      const { success_url: success, client_reference_id: number } = made;
      expect(success).toMatch(/\/v1\/return\?nonce=[\w.-]+&session_id=\{CHECKOUT_SESSION_ID\}$/);
      expect(String(success).startsWith(`${shop.proxy}/`)).toBe(true);
      expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    });

    it('comes back to the configured address, whatever host the request was sent to', async () => {
      const body = JSON.stringify({
        mode: 'hosted',
        attempt: buyer.attempt,
        lines: [MUG],
        expected: { currency: 'eur', subtotal: 1800 },
      });
      const answer = await rawRequest(
        shop.proxy,
        `POST /v1/checkout HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: evil.test\r\nX-Forwarded-Proto: https\r\n` +
          `Forwarded: host=evil.test\r\nOrigin: ${SHOP}\r\nContent-Type: application/json\r\n` +
          `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      expect([answer.status, answer.body]).toEqual([200, expect.not.stringContaining('evil.test')]);
      const { session } = await buyer.goToPay([MUG]);
      const { success_url: success, cancel_url: cancel } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      expect(String(success).startsWith(`${shop.proxy}/v1/return?`)).toBe(true);
      expect(cancel).toBe('https://shop.example/#cart=cancelled');
    });

    it.each([1, 3, 20, 100])('of %i lines costs one call to sell, and is read back line by line', async (count) => {
      const lines = engraved(count);
      let session = '';
      expect(
        await callsDuring(shop, async () => {
          ({ session } = await buyer.goToPay(lines));
        }),
      ).toEqual(['checkout.sessions.create']);

      let fragment = '';
      await shop.control('buyer', { session, action: 'pay' });
      const { success_url: address } = await atStripe(shop, `/v1/checkout/sessions/${session}`);
      const back = String(address).replace('{CHECKOUT_SESSION_ID}', session);
      expect(
        await callsDuring(shop, async () => {
          fragment = await buyer.comeBack(back);
        }),
      ).toEqual(['checkout.sessions.retrieve']);

      // Stripe expands the first ten lines of a session.
      const expected = ['checkout.sessions.retrieve', ...(count > 10 ? ['checkout.sessions.listLineItems'] : [])];
      const token = fragment.replace('#order=', '');
      const calls = await callsDuring(shop, async () => {
        const { body } = await buyer.order({ by: 'order', token });
        expect(body).toMatchObject({ status: 'paid', totals: { total: subtotalOf(lines) } });
        const sold = body['lines'] as CartLine[];
        expect(sold.map(({ item, options, quantity }) => ({ item, options, quantity }))).toEqual(lines);
      });
      expect(calls).toEqual(expected);
    });
  });
}
