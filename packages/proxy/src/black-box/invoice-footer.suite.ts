import { beforeAll, describe, expect, it } from 'vitest';
import { atStripe, callsDuring, fault } from '../test-stack/buyer.js';
import { draftInvoice, invoiceAt, openInvoice, tokenIn } from '../test-stack/invoices.js';
import type { TestShop } from '../test-stack/shop.js';
import { deliver, eventOf } from '../test-stack/webhook-sender.js';
import type { Stand } from '../test-stack/billing-shop.js';

const WRITTEN = { status: 200, outcome: 'written' };
const IGNORED = { status: 200, outcome: 'ignored' };

/** Stripe's own e-mail and PDF lead to the shop's page, because the link stands at the foot of the invoice. */
export function invoiceFooterSuite(stand: Stand): void {
  describe('the footer of an invoice', () => {
    let shop: TestShop;
    beforeAll(() => {
      ({ shop } = stand());
    });

    const creation = (invoice: string) => eventOf(shop, invoice, 'invoice.created');
    const created = async (invoice: string) => deliver(shop, await creation(invoice));
    const linkIn = async (invoice: string) => {
      const { footer } = await invoiceAt(shop, invoice);
      return / (http\S+)$/.exec(footer ?? '')?.[1] ?? '';
    };

    it('gets the link when the invoice is made, below what stands there, and opens it', async () => {
      const invoice = await draftInvoice(shop);
      await atStripe(shop, `/v1/invoices/${invoice}`, { footer: 'VAT DE123456789' });
      const event = await creation(invoice);
      const calls = await callsDuring(shop, async () => expect(await deliver(shop, event)).toMatchObject(WRITTEN));
      expect(calls).toEqual(['invoices.retrieve', 'invoices.update']);
      expect((await invoiceAt(shop, invoice)).footer).toMatch(/^VAT DE123456789\n\nPay on our site: http/);
      const link = await linkIn(invoice);
      expect(link.startsWith(`${shop.proxy}/v1/invoices/pay?t=`)).toBe(true);

      await atStripe(shop, `/v1/invoices/${invoice}/finalize`, {});
      const shown = await shop.post('/v1/invoice', { token: tokenIn(link) });
      expect(await shown.json()).toMatchObject({ status: 'open', remaining: 12_000 });
    });

    it('gets it once, however often Stripe tells of the invoice', async () => {
      const invoice = await draftInvoice(shop);
      expect(await created(invoice)).toMatchObject(WRITTEN);
      const link = await linkIn(invoice);
      const event = await creation(invoice);
      const calls = await callsDuring(shop, async () => expect(await deliver(shop, event)).toMatchObject(IGNORED));
      expect(calls).toEqual(['invoices.retrieve']);
      expect(await linkIn(invoice)).toBe(link);
    });

    it.each<[string, () => Promise<string>]>([
      ['that is no draft any more', () => openInvoice(shop)],
      ['that Stripe collects by itself', () => draftInvoice(shop, { collection: 'charge_automatically' })],
    ])('is left alone on one %s', async (_, make) => {
      const invoice = await make();
      expect(await created(invoice)).toMatchObject(IGNORED);
      expect((await invoiceAt(shop, invoice)).footer).toBeNull();
    });

    it('is tried again after a failure of Stripe’s', async () => {
      const invoice = await draftInvoice(shop);
      await fault(shop, 'invoices.update', '503', 3);
      expect(await created(invoice)).toMatchObject({ status: 503 });
      expect(await created(invoice)).toMatchObject(WRITTEN);
    });
  });
}
