import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { useShop } from './shop.fixture.js';

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

  it('is refused where a page could send a buyer to the wrong thing', async () => {
    shop.sell(1000, 1200);
    const cases: [Stripe.PaymentLink, string][] = [
      [await byHand([{ key: 'item-1', amount: 900 }]), 'costs something else'],
      [await byHand([{ key: 'item-1', amount: 1000 }, { amount: 500 }]), 'one of its lines is not in the catalogue'],
      [await byHand([{ amount: 1000 }, { amount: 500 }]), 'none of its lines is in the catalogue'],
      [await byHand([{ amount: 1000, adjustable: true }]), 'no fixed amount'],
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
