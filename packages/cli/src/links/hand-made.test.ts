import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { RETURN_URL, useShop } from './shop.fixture.js';

const shop = useShop();

/** As somebody would make it in the Dashboard: products, prices, and a link of them. */
async function byHand(
  lines: readonly { key?: string; amount: number; quantity?: number; adjustable?: boolean }[],
  params: Partial<Stripe.PaymentLinkCreateParams> = {},
): Promise<Stripe.PaymentLink> {
  const items = [];
  for (const { key, amount, quantity = 1, adjustable = false } of lines) {
    const price = await shop.stripe.prices.create({
      currency: 'eur',
      unit_amount: amount,
      product_data: { name: key ?? 'Order' },
      ...(key !== undefined && { lookup_key: key, transfer_lookup_key: true }),
    });
    items.push({ price: price.id, quantity, ...(adjustable && { adjustable_quantity: { enabled: true } }) });
  }
  return shop.stripe.paymentLinks.create({ line_items: items, ...params });
}

describe('a link made by hand', () => {
  it('is used for the combination that its prices say, and for its amount where they say nothing', async () => {
    shop.sell(1000, 1200);
    const pair = await byHand([
      { key: 'item-1', amount: 1000, quantity: 2 },
      { key: 'item-2', amount: 1200 },
    ]);
    const single = await byHand([{ key: 'item-1', amount: 1000 }]);
    const any = await byHand([{ key: 'item-2', amount: 1200, adjustable: true }]);
    const order = await byHand([{ amount: 3000 }]);
    const adopt = ['--adopt', pair.id, '--adopt', `${single.url}?locale=de`, '--adopt', any.id, '--adopt', order.url];

    const first = await shop.links([...adopt, '--yes']);
    expect(first).toMatchObject({ code: 0, calls: { 'paymentLinks.create': 1, 'paymentLinks.update': 4 } });
    expect(first.stderr).toContain('does not lead back to a page of yours');
    expect(first.stderr).toContain(`${pair.url} is taken over for: 2 × item-1 + item-2, 32.00 EUR.`);
    expect(first.stderr).toContain(`${order.url} is taken over for: any cart of this amount, 30.00 EUR.`);
    const line = (item: string, quantity = 1) => ({ item, options: [], quantity });
    const { links } = shop.file();
    expect(links).toEqual(
      expect.arrayContaining([
        { url: pair.url, lines: [line('item-1', 2), line('item-2')], total: 3200, adjustable: false },
        { url: single.url, lines: [line('item-1')], total: 1000, adjustable: false },
        { url: any.url, lines: [line('item-2')], total: 1200, adjustable: true },
        { url: order.url, amount: 3000 },
        expect.objectContaining({ lines: [line('item-2')], total: 1200, adjustable: false }),
      ]),
    );
    expect(links).toHaveLength(5);

    // Found again without being named, and never switched off for not being asked for.
    const second = await shop.links(['--yes', '--prune']);
    expect(second.stderr).toContain('make 0, keep 1, use 4 made by hand');
    expect(second.calls['paymentLinks.update']).toBeUndefined();
    expect(shop.file().links).toEqual(links);
  });

  it('takes the place of the link that was made for the same cart', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    const [made] = await shop.account();
    const own = await shop.links(['--adopt', String(made?.id), '--yes']);
    expect(own).toMatchObject({ code: 2, stderr: expect.stringContaining('stripe-cart made it') });

    const { url } = await byHand([{ key: 'item-1', amount: 1000 }]);
    const { stderr } = await shop.links(['--adopt', url, '--yes']);
    expect(stderr).toContain('make 0, keep 0, use 1 made by hand, switch off 1 (1 adopted)');
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, false]);
  });

  it('is no use any more at another price: the page gets a link of its own', async () => {
    shop.sell(1000);
    const { url, id } = await byHand([{ key: 'item-1', amount: 1000 }]);
    await shop.links(['--adopt', url, '--yes']);
    shop.sell(1100);
    const { stderr } = await shop.links(['--yes']);
    expect(stderr).toContain(`${url}, made by hand, is no use any more: item-1 costs something else in the catalogue`);
    expect(shop.file().links).toMatchObject([{ total: 1100 }]);
    await shop.links(['--yes', '--prune']);
    expect((await shop.stripe.paymentLinks.retrieve(id)).active).toBe(false);
  });

  it('is used for nothing else than what it was taken over for, and said when it is no use', async () => {
    shop.sell(1000, 1200);
    const single = await byHand([{ key: 'item-2', amount: 1200 }]);
    const order = await byHand([{ amount: 3000 }]);
    await shop.links(['--adopt', single.url, '--adopt', order.url, '--yes']);

    // Sold out, it leaves the file; nothing is left in it that would sell a cart of 12.00.
    shop.write('catalog.json', {
      version: 1,
      currency: 'eur',
      items: [
        { id: 'item-1', name: 'Item 1', amounts: { eur: 1000 } },
        { id: 'item-2', name: 'Item 2', amounts: { eur: 1200 }, stock: 0 },
      ],
    });
    expect((await shop.links(['--yes'])).stderr).toContain(
      `${single.url}, made by hand, is no use any more: item-2 is`,
    );
    expect(shop.file().links.map((link) => ('total' in link ? link.total : link.amount))).toEqual([3000, 1000]);

    // Put up for sale, the order's price is an item: now it would be a link for that.
    const lines = await shop.stripe.paymentLinks.listLineItems(order.id);
    const product = String(lines.data[0]?.price?.product);
    await shop.stripe.products.update(product, { metadata: { stripe_cart: '1' } });
    const other = await shop.run(['links', '--return-url', RETURN_URL, '--yes']);
    expect(other.stderr).toContain(`${order.url}, made by hand, is no use any more: it was taken over for something`);
    expect(shop.file().links).toMatchObject([{ total: 3000, lines: [{ quantity: 1 }] }]);
    expect(shop.file().links[0]?.url).not.toBe(order.url);
  });

  it('is told of when somebody has switched it off', async () => {
    shop.sell(1000);
    const { url, id } = await byHand([{ amount: 3000 }]);
    await shop.links(['--adopt', url, '--yes']);
    await shop.stripe.paymentLinks.update(id, { active: false });
    const words = `${url}, made by hand, is no use any more: it is switched off`;
    expect((await shop.links(['--yes'])).stderr).toContain(words);
    expect(shop.file().links).toHaveLength(1);
    expect((await shop.links(['--yes'])).stderr).not.toContain(words);
  });

  it('is refused where a page could send a buyer to the wrong thing', async () => {
    shop.sell(1000, 1200);
    const cases: [Stripe.PaymentLink, string][] = [
      [await byHand([{ key: 'item-1', amount: 900 }]), 'costs something else'],
      [await byHand([{ key: 'item-1', amount: 1000 }, { amount: 500 }]), 'one of its lines is not in the catalogue'],
      [await byHand([{ amount: 1000 }, { amount: 500 }]), 'none of its lines is in the catalogue'],
      [await byHand([{ amount: 1000, adjustable: true }]), 'no fixed amount'],
      [await byHand([{ key: 'plate', amount: 1800 }]), 'its price is that of plate, which is not in the catalogue'],
      [
        await byHand([{ amount: 1000 }], { restrictions: { completed_sessions: { limit: 1 } } }),
        'ends after some payments',
      ],
    ];
    for (const [{ url }, reason] of cases) {
      const { code, stderr } = await shop.links(['--adopt', url, '--yes']);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(reason) });
    }
    expect(await shop.account()).toHaveLength(cases.length);
    const { code, stderr } = await shop.links(['--adopt', 'https://buy.stripe.com/nobody', '--yes']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('has no payment link') });
  });
});
