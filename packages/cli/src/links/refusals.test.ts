import { expect, it } from 'vitest';
import { useShop, type RunOptions } from './shop.fixture.js';

const shop = useShop();

const MANY = Array.from({ length: 12 }, (_, index) => 1000 + index);

it.each<[string, string[], RunOptions, number, string]>([
  ['beyond 500 links without their number', ['--up-to', '4'], {}, 2, '--confirm-count 793'],
  ['with another number than theirs', ['--up-to', '2', '--confirm-count', '77'], {}, 2, '78 links'],
  ['beyond Stripe’s 20 lines', ['--up-to', '21'], {}, 2, '20 line items at most'],
  ['for an item nobody sells', ['--items', 'item-1,teapot'], {}, 2, 'no "teapot"'],
  ['with a publishable key', [], { env: { STRIPE_SECRET_KEY: 'pk_test_51abcdefghijk' } }, 2, 'publishable key'],
  ['without a key', [], { env: { STRIPE_SECRET_KEY: '' } }, 2, 'STRIPE_SECRET_KEY is not set'],
  ['with no key on standard input', ['--key-stdin'], { input: '\n' }, 2, 'No key came'],
  [
    'with a live key at another address',
    [],
    { env: { STRIPE_SECRET_KEY: 'sk_live_51abcdefghijk' } },
    2,
    'leave it out',
  ],
  ['with the key as an argument', ['sk_test_51abcdefghijk'], {}, 2, 'too many arguments'],
  ['with a way back that is no page', ['--return-url', 'javascript:alert(1)'], {}, 2, '--return-url '],
  ['for a shop without a proper name', ['--shop', 'My Shop'], {}, 2, '--shop '],
  [
    'without the catalogue it was given',
    ['--catalog', 'nope.json'],
    {},
    2,
    'There is no nope.json. `stripe-cart catalog`',
  ],
  ['without the carts it was given', ['--sets', 'nope.json'], {}, 2, 'There is no nope.json.'],
  ['over a file of another kind', ['--out', 'catalog.json'], {}, 2, 'is no links.json'],
  ['for carts it cannot read', ['--sets', 'broken.json'], {}, 2, 'sets.0.0'],
  ['for carts that cannot be sold', ['--sets', 'toomany.json'], {}, 2, 'invalid_quantity'],
])('refuses %s', async (_, args, options, exitCode, words) => {
  shop.sell(...MANY);
  shop.write('broken.json', { version: 1, sets: [[{ item: 'item-1', price: 1 }]] });
  shop.write('toomany.json', { version: 1, sets: [[{ item: 'item-1', quantity: 100 }]] });
  const { code, stderr, stdout, calls } = await shop.links(['--yes', ...args], options);
  expect({ code, stderr, stdout }).toEqual({ code: exitCode, stderr: expect.stringContaining(words), stdout: '' });
  expect(stderr).not.toMatch(/51abcdefghijk/);
  expect(calls).toEqual({});
});

it('tells a number beyond all measure in no time', async () => {
  shop.sell(...Array.from({ length: 60 }, (_, index) => 1000 + index));
  const { code, stderr } = await shop.links(['--up-to', '20', '--quantity-up-to', '9', '--confirm-count', '500']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/up to 20 together: .* = \d{34,} links/);
  expect(stderr).toContain('more than 10000');
});

it('does not write one shop’s links over another’s', async () => {
  shop.sell(1000);
  await shop.links(['--yes']);
  const { code, stderr } = await shop.links(['--yes', '--shop', 'bakery']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('of the shop "shop"') });
});

it('leaves a subscription out, and says so: an address cannot say what its buyer agrees to', async () => {
  const item = (id: string, more: object = {}) => ({ id, name: id, amounts: { eur: 900 }, ...more });
  const recurring = { interval: 'month', intervalCount: 1 };
  shop.write('catalog.json', { version: 1, currency: 'eur', items: [item('mug'), item('club', { recurring })] });
  const { code, stderr } = await shop.links(['--yes']);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringContaining('club is left out of the catalogue: recurring'),
  });
  expect(shop.file().links).toEqual([expect.objectContaining({ lines: [expect.objectContaining({ item: 'mug' })] })]);
});
