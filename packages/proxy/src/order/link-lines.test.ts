import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { linkLineNames } from './link-lines.js';
import { linesFrom } from './stripe-lines.js';

const PRICE = 'price_1TxMugMugMugMugMugMugMugM';
const line = (price: object, product: object | string = 'prod_1') =>
  ({ description: 'Mug', quantity: 2, price: { id: PRICE, unit_amount: 1800, ...price, product } }) as Stripe.LineItem;
const made = (metadata: object) => ({ deleted: undefined, metadata });

test.each<[string, Stripe.LineItem, Record<string, string> | null, string | undefined]>([
  ['the item it was sold as', line({ lookup_key: 'mug' }), { cart_price_0: `${PRICE} mug` }, 'mug'],
  ['that item, when its lookup key has moved on', line({ lookup_key: null }), { cart_price_0: `${PRICE} mug` }, 'mug'],
  ['that item, when its key is another’s now', line({ lookup_key: 'cup' }), { cart_price_0: `${PRICE} mug` }, 'mug'],
  ['an item with a space in its id', line({ lookup_key: null }), { cart_price_7: `${PRICE} big mug` }, 'big mug'],
  ['not what another price was sold as', line({ lookup_key: 'cup' }), { cart_price_0: `${PRICE}X mug` }, 'cup'],
  ['what stands on the product that was made for it', line({}, made({ cart_item: 'mug' })), {}, 'mug'],
  ['its lookup key, where it was sold by hand', line({ lookup_key: 'mug' }, made({})), null, 'mug'],
  ['its own id, where it has none', line({ lookup_key: null }), null, PRICE],
  ['its own id, where its product is gone', line({ lookup_key: null }, { deleted: true }), null, PRICE],
  ['nothing, without a price', { ...line({}), price: null }, null, undefined],
])('a line of a link is %s', (_, item, metadata, name) => {
  expect(linkLineNames(item, metadata)['cart_item']).toBe(name);
});

test('the line of a session that no link opened is by its own metadata, whatever stands on its product', () => {
  const own = { ...line({ lookup_key: 'cup' }, made({ cart_item: 'plate' })), metadata: { cart_item: 'mug' } };
  const read = (link: string | null) =>
    linesFrom({ payment_link: link, metadata: {} } as Stripe.Checkout.Session, [own]).map(({ item }) => item);
  expect([read(null), read('plink_1TxAbCdEfGhIjKl')]).toEqual([['mug'], ['plate']]);
});
