import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { InvoicePayment, InvoiceReply } from '@stripe-cart/contract';
import { atStripe, pass } from '../test-stack/buyer.js';
import {
  chargesIn,
  confirmPayment,
  invoiceAt,
  linkTo,
  openInvoice,
  payBeside,
  paymentIn,
  payOnStripesPage,
  tokenIn,
} from '../test-stack/invoices.js';
import type { TestShop } from '../test-stack/shop.js';
import type { Stand } from '../test-stack/billing-shop.js';

const SIX_DAYS = 6 * 24 * 3600;

/** Whoever pays an invoice, and wherever: by what the proxy hands out it is paid once. Stripe's ledger is the witness. */
export function invoiceOnceSuite(stand: Stand): void {
  describe('an invoice is paid once', () => {
    let shop: TestShop;
    beforeAll(() => {
      ({ shop } = stand());
    });

    const shown = async (invoice: string): Promise<InvoiceReply> => {
      const answer = await shop.post('/v1/invoice', { token: tokenIn(await linkTo(shop, invoice)) });
      return (await answer.json()) as InvoiceReply;
    };
    /** A page with the form in it. */
    const tab = async (invoice: string): Promise<InvoicePayment> => {
      const { payment } = await shown(invoice);
      if (payment === null) throw new Error('expected an open invoice');
      return payment;
    };
    const ownPaymentOf = async (invoice: string) => paymentIn((await tab(invoice)).clientSecret);

    it('in two tabs at once', async () => {
      const invoice = await openInvoice(shop);
      const tabs = [await tab(invoice), await tab(invoice)];
      await Promise.all(tabs.map(({ clientSecret }) => confirmPayment(shop, clientSecret)));
      expect(await chargesIn(shop)).toEqual([[paymentIn(tabs[0]?.clientSecret ?? ''), 12_000]]);
      expect(await shown(invoice)).toMatchObject({ status: 'paid', payment: null });
    });

    it('here, and on Stripe’s page meanwhile', async () => {
      const invoice = await openInvoice(shop);
      const { clientSecret } = await tab(invoice);
      await payOnStripesPage(shop, invoice);
      expect(await confirmPayment(shop, clientSecret)).toHaveProperty('error');
      await payOnStripesPage(shop, invoice);
      expect(await chargesIn(shop)).toEqual([[paymentIn(clientSecret), 12_000]]);
    });

    it('or not at all, where it was voided meanwhile', async () => {
      const invoice = await openInvoice(shop);
      const { clientSecret } = await tab(invoice);
      await atStripe(shop, `/v1/invoices/${invoice}/void`, {});
      expect(await confirmPayment(shop, clientSecret)).toHaveProperty('error');
      expect(await chargesIn(shop)).toEqual([]);
    });

    it('by a debit that takes days, whatever another tab tries meanwhile', async () => {
      const invoice = await openInvoice(shop);
      const [first, second] = [await tab(invoice), await tab(invoice)];
      await confirmPayment(shop, first.clientSecret, 'debit');
      expect(await confirmPayment(shop, second.clientSecret)).toHaveProperty('error');
      await pass(shop, SIX_DAYS);
      expect(await chargesIn(shop)).toHaveLength(1);
      expect(await shown(invoice)).toMatchObject({ status: 'paid' });
    });

    /*
     * Why it is the invoice's own PaymentIntent. One that is made beside it, with the invoice's id in its metadata, takes
     * the money, and Stripe does not know what for: the invoice stays open, goes on being asked for, and is paid again.
     */
    it('and twice where somebody makes a PaymentIntent beside it: none of ours', async () => {
      const invoice = await openInvoice(shop);
      const own = await ownPaymentOf(invoice);
      const beside = await payBeside(shop, invoice, 12_000);
      expect(await invoiceAt(shop, invoice)).toMatchObject({
        status: 'open',
        amount_paid: 0,
        amount_remaining: 12_000,
      });
      expect(await shown(invoice)).toMatchObject({ status: 'open', paid: 0, remaining: 12_000 });
      await payOnStripesPage(shop, invoice);
      expect(await chargesIn(shop)).toEqual([
        [beside, 12_000],
        [own, 12_000],
      ]);
      expect(await shown(invoice)).toMatchObject({ status: 'paid', paid: 12_000, payment: null });
    });

    it('whatever is done to it, in whatever order', async () => {
      const steps = {
        open: async (invoice: string, tabs: InvoicePayment[]) => {
          const { payment } = await shown(invoice);
          if (payment !== null) tabs.push(payment);
        },
        pay: async (_: string, tabs: InvoicePayment[]) => {
          await Promise.all(tabs.map(({ clientSecret }) => confirmPayment(shop, clientSecret)));
        },
        debit: async (_: string, [first]: InvoicePayment[]) => {
          if (first !== undefined) await confirmPayment(shop, first.clientSecret, 'debit that fails');
        },
        decline: async (_: string, [first]: InvoicePayment[]) => {
          if (first !== undefined) await confirmPayment(shop, first.clientSecret, 'card without money');
        },
        elsewhere: (invoice: string) => payOnStripesPage(shop, invoice),
        wait: () => pass(shop, SIX_DAYS),
        void: (invoice: string) => atStripe(shop, `/v1/invoices/${invoice}/void`, {}),
        give_up: (invoice: string) => atStripe(shop, `/v1/invoices/${invoice}/mark_uncollectible`, {}),
        by_transfer: (invoice: string) => atStripe(shop, `/v1/invoices/${invoice}/pay`, { paid_out_of_band: 'true' }),
      };
      const anySteps = fc.array(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), {
        minLength: 2,
        maxLength: 7,
      });
      await fc.assert(
        fc.asyncProperty(anySteps, async (names) => {
          await shop.control('reset');
          const invoice = await openInvoice(shop);
          const tabs: InvoicePayment[] = [];
          for (const name of ['open' as const, ...names]) await steps[name](invoice, tabs);
          const charges = await chargesIn(shop);
          expect(charges.length).toBeLessThanOrEqual(1);
          const { status, payment } = await shown(invoice);
          if (charges.length === 1) expect([status, payment]).toEqual(['paid', null]);
        }),
        { numRuns: 8 },
      );
    });
  });
}
