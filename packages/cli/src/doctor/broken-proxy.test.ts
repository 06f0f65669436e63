import { misconfiguredProxy } from '@stripe-cart/proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog, deadAddress, withHeader, type BrokenShop } from './broken-shop.fixture.js';
import { openClinic, type Clinic } from './shop.fixture.js';

let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic();
});
afterAll(() => clinic.close());

const HOUR_MS = 3_600_000;

/** One thing each. */
const BROKEN: readonly BrokenShop[] = [
  [
    'a proxy that is not there',
    'proxy_unreachable',
    /ECONNREFUSED/,
    { patient: async () => ({ proxy: await deadAddress(), pages: [] }) },
  ],
  [
    'a proxy with a wrong setting',
    'proxy_misconfigured',
    /http/,
    {
      front: async () =>
        misconfiguredProxy([{ at: 'CART_ORIGINS', mend: 'is missing.' }], { log: () => undefined }).request('/'),
    },
  ],
  [
    'an address that is the shop’s, not the proxy’s',
    'not_a_proxy',
    /health/,
    { patient: ({ shop }) => ({ proxy: shop, pages: [] }) },
  ],
  ['a proxy of another version', 'version_differs', /0\.9\.0/, { patient: () => ({ version: '0.9.0' }) }],
  [
    'a proxy whose clock is an hour ahead',
    'clock_skew',
    /the proxy’s is 360[01] s ahead/,
    {
      now: () => Date.now() + HOUR_MS,
      front: async (_, pass) => withHeader('date', new Date(Date.now() + HOUR_MS).toUTCString())(pass),
    },
  ],
  ['a shop that is closed', 'shop_closed', /Back on Monday/, { settings: { CART_CLOSED: 'Back on Monday.' } }],
  [
    'a catalogue that cannot be fetched',
    'catalog_unavailable',
    /catalog_unavailable/,
    {
      settings: (shop) => ({ CART_CATALOG: `${shop}/catalog.json` }),
    },
  ],
  [
    'a catalogue in Stripe with nothing marked',
    'catalog_empty',
    /http/,
    {
      settings: { CART_CATALOG: 'stripe' },
    },
  ],
  [
    'an item that is sold out',
    'item_unavailable',
    /plate/,
    catalog({ id: 'plate', name: 'Plate', amounts: { eur: 2400 }, stock: 0 }),
  ],
  [
    'an item that costs less than Stripe charges',
    'item_below_minimum',
    /sticker/,
    catalog({ id: 'sticker', name: 'Sticker', amounts: { eur: 20 } }),
  ],
  [
    'an item that costs more than Stripe charges',
    'item_not_sellable',
    /statue: amount_too_large/,
    catalog({ id: 'statue', name: 'Statue', amounts: { eur: 100_000_000 } }),
  ],
];

describe('a shop with one thing wrong at its proxy', () => {
  it.each(BROKEN)('%s: %s', async (_, code, subject, setUp) => {
    expect(await clinic.troublesOf(setUp)).toEqual([{ code, subject: expect.stringMatching(subject) }]);
  });
});
