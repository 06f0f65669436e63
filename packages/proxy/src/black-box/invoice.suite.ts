import { beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceReply } from '@stripe-cart/contract';
import { parseInvoiceReply, parseOrderReply } from '@stripe-cart/contract/parse';
import { openInvoiceLink, sealInvoiceReturn } from '../invoice/invoice-token.js';
import { createKeyring } from '../order/keyring.js';
import { atStripe, Buyer, callsDuring } from '../test-stack/buyer.js';
import {
  confirmPayment,
  draftInvoice,
  invoiceAt,
  linkTo,
  openInvoice,
  payInPart,
  paymentIn,
  tokenIn,
} from '../test-stack/invoices.js';
import { SOUND_SETTINGS, type TestShop } from '../test-stack/shop.js';
import { INVOICE_PAGE, type Stand } from '../test-stack/billing-shop.js';

const SHOW = 'invoices.retrieve';
const SHOP = String(SOUND_SETTINGS['CART_SHOP']);
const KEYS = createKeyring([String(SOUND_SETTINGS['CART_TOKEN_SECRET'])]);

/** When a link ends, in seconds since the epoch. */
async function endOf(link: string): Promise<number | null> {
  const opened = await openInvoiceLink(KEYS, tokenIn(link), SHOP, Date.now());
  return opened.is === 'open' ? opened.linkExpires : null;
}

/** An invoice is paid on the shop's own page, by its own PaymentIntent, and by whoever has its link. */
export function invoiceSuite(stand: Stand): void {
  describe('an invoice', () => {
    let shop: TestShop;
    beforeAll(() => {
      ({ shop } = stand());
    });

    const ask = (token: string) => shop.post('/v1/invoice', { token });
    const show = async (link: string): Promise<InvoiceReply> => {
      const parsed = parseInvoiceReply(await (await ask(tokenIn(link))).json());
      if (!parsed.ok) throw new Error(`no invoice: ${JSON.stringify(parsed.problem)}`);
      return parsed.value;
    };
    const shown = async (invoice: string) => show(await linkTo(shop, invoice));
    const paymentOf = async (invoice: string) => {
      const { status, payment } = await shown(invoice);
      if (payment === null) throw new Error(`expected an open invoice, got ${status}`);
      return payment;
    };
    /** As Stripe sends the buyer back, with all that it appends. */
    const comeBack = async (returnUrl: string, clientSecret: string, said = 'succeeded') => {
      const more = { payment_intent: paymentIn(clientSecret), payment_intent_client_secret: clientSecret };
      const address = `${returnUrl}&${new URLSearchParams({ ...more, redirect_status: said }).toString()}`;
      return (await new Buyer(shop).comeBack(address)).replace('#order=', '');
    };
    const outcome = async (order: string) => {
      const { status, body } = await new Buyer(shop).order({ by: 'order', token: order });
      expect(parseOrderReply(body)).toMatchObject({ ok: true });
      return { http: status, ...body };
    };

    const wayBack = async (order: string) => {
      const parsed = parseOrderReply((await new Buyer(shop).order({ by: 'order', token: order })).body);
      return (parsed.ok && parsed.value.detail === 'invoice' && parsed.value.again) || 'none';
    };

    it('is shown by one call, paid by its own PaymentIntent, and verified by one', async () => {
      const invoice = await openInvoice(shop);
      const link = await linkTo(shop, invoice);

      const opened = async () => shop.send(new URL(link).pathname + new URL(link).search);
      expect(await callsDuring(shop, opened)).toEqual([]);
      const page = (await opened()).headers.get('location') ?? '';
      expect(page).toBe(`${INVOICE_PAGE}#invoice=${tokenIn(link)}`);

      let reply: InvoiceReply | undefined;
      expect(await callsDuring(shop, async () => (reply = await show(link)))).toEqual([SHOW]);
      const { number, due_date: dueDate } = await invoiceAt(shop, invoice);
      expect(reply).toMatchObject({
        status: 'open',
        livemode: false,
        number,
        currency: 'eur',
        lines: [
          { description: 'Kiln day 1', quantity: 1, amount: 9_000 },
          { description: 'Kiln day 2', quantity: 1, amount: 3_000 },
        ],
        total: 12_000,
        paid: 0,
        remaining: 12_000,
        dueDate,
      });
      const { clientSecret = '', returnUrl = '' } = reply?.payment ?? {};
      expect(JSON.stringify({ ...reply, payment: null })).not.toMatch(/jenny|in_|cus_|pi_/i);
      expect(returnUrl).not.toContain(invoice);

      await confirmPayment(shop, clientSecret);
      let order = '';
      expect(await callsDuring(shop, async () => (order = await comeBack(returnUrl, clientSecret)))).toEqual([]);
      const calls = await callsDuring(shop, async () =>
        expect(await outcome(order)).toMatchObject({
          http: 200,
          detail: 'invoice',
          status: 'paid',
          invoice: { status: 'paid', number, paid: 12_000, remaining: 0, payment: null },
        }),
      );
      expect(calls).toEqual([SHOW]);
      expect(await invoiceAt(shop, invoice)).toMatchObject({ status: 'paid', amount_remaining: 0 });
      expect(shop.log()).not.toMatch(/_secret_|in_[A-Za-z0-9]{8}|jenny/);
    });

    it('comes back as it stands, whatever the address says', async () => {
      const { clientSecret, returnUrl } = await paymentOf(await openInvoice(shop));
      expect(await outcome(await comeBack(returnUrl, clientSecret))).toMatchObject({ status: 'unpaid' });
      await confirmPayment(shop, clientSecret, 'card without money');
      const declined = await outcome(await comeBack(returnUrl, clientSecret));
      expect(declined).toMatchObject({ status: 'unpaid', reason: 'insufficient_funds', invoice: { status: 'open' } });
      await confirmPayment(shop, clientSecret);
      expect(await outcome(await comeBack(returnUrl, clientSecret, 'failed'))).toMatchObject({ status: 'paid' });
    });

    it('comes back to the page of the language in which it was shown, whatever that page calls its language', async () => {
      const token = tokenIn(await linkTo(shop, await openInvoice(shop)));
      for (const [locale, page] of [
        ['de-AT', '/danke.html'],
        ['fr', '/thanks.html'],
        ['de_DE; <b>', '/thanks.html'],
      ] as const) {
        const reply = parseInvoiceReply(await (await shop.post('/v1/invoice', { token, locale })).json());
        const { returnUrl = '' } = (reply.ok && reply.value.payment) || {};
        const back = await fetch(returnUrl, { redirect: 'manual' });
        expect(new URL(back.headers.get('location') ?? '').pathname).toBe(page);
      }
    });

    it('that was not paid is opened again from there, for as long as its link, and no longer', async () => {
      const invoice = await openInvoice(shop);
      const link = await linkTo(shop, invoice);
      const { clientSecret, returnUrl } = (await show(link)).payment ?? { clientSecret: '', returnUrl: '' };
      await confirmPayment(shop, clientSecret, 'card without money');
      const order = await comeBack(returnUrl, clientSecret, 'failed');
      let again = '';
      const calls = await callsDuring(shop, async () => (again = await wayBack(order)));
      expect(calls).toEqual([SHOW]);
      expect(again).toMatch(new RegExp(`^${shop.proxy}/v1/invoices/pay\\?t=[\\w.-]+$`));
      const [ends, endsAgain] = await Promise.all([link, again].map(endOf));
      expect(endsAgain).toBe(ends);

      const opened = await show(again);
      expect(opened).toMatchObject({ status: 'open' });
      expect(paymentIn(opened.payment?.clientSecret ?? '')).toBe(paymentIn(clientSecret));
      // And once more: whoever fails a second time is led back a second time.
      const second = await comeBack(opened.payment?.returnUrl ?? '', clientSecret, 'failed');
      expect(await endOf(await wayBack(second))).toBe(ends);

      await confirmPayment(shop, clientSecret);
      expect(await outcome(order)).not.toHaveProperty('again');
    });

    it('leads back to no form once its link is over, or there is nothing to pay', async () => {
      const invoice = await openInvoice(shop);
      const { clientSecret } = await paymentOf(invoice);
      const back = async (linkExpires: number) => {
        const token = await sealInvoiceReturn(KEYS, { shop: SHOP, invoice, linkExpires }, Date.now());
        return outcome(await comeBack(`${shop.proxy}/v1/return?invoice=${token}`, clientSecret));
      };
      const now = Math.floor(Date.now() / 1000);
      expect(await back(now + 600)).toHaveProperty('again');
      const over = await back(now - 1);
      expect(over).toMatchObject({ status: 'unpaid', invoice: { status: 'open' } });
      expect(over).not.toHaveProperty('again');
      await confirmPayment(shop, clientSecret, 'debit');
      expect(await back(now + 600)).not.toHaveProperty('again');
    });

    it.each<[string, (invoice: string) => Promise<unknown>, Partial<InvoiceReply>]>([
      ['void', (id) => atStripe(shop, `/v1/invoices/${id}/void`, {}), { status: 'void' }],
      [
        'uncollectible',
        (id) => atStripe(shop, `/v1/invoices/${id}/mark_uncollectible`, {}),
        { status: 'uncollectible', remaining: 12_000 },
      ],
      [
        'paid',
        (id) => atStripe(shop, `/v1/invoices/${id}/pay`, { paid_out_of_band: 'true' }),
        { status: 'paid', remaining: 0 },
      ],
    ])('that is %s is drawn, and not paid', async (_, change, expected) => {
      const invoice = await openInvoice(shop);
      const before = await paymentOf(invoice);
      await change(invoice);
      expect(await shown(invoice)).toMatchObject({ ...expected, payment: null });
      // Whoever had the form open already is refused by Stripe.
      const { status } = await invoiceAt(shop, invoice);
      const refused = await confirmPayment(shop, before.clientSecret);
      // Of one that was given up Stripe takes the money of whoever pays all the same; once.
      if (status !== 'uncollectible') expect(refused).toHaveProperty('error');
      else expect(await shown(invoice)).toMatchObject({ status: 'paid', remaining: 0, payment: null });
    });

    it('that is a draft, or for nothing, is drawn, and not paid', async () => {
      expect(await shown(await draftInvoice(shop))).toMatchObject({ status: 'draft', number: null, payment: null });
      const nothing = await openInvoice(shop, { amounts: [5_000, -5_000] });
      expect(await shown(nothing)).toMatchObject({ status: 'nothing_due', total: 0, remaining: 0, payment: null });
    });

    it('that Stripe is about to collect is nobody’s to pay beside that', async () => {
      const invoice = await openInvoice(shop, { collection: 'charge_automatically' });
      expect(await shown(invoice)).toMatchObject({ status: 'collecting', payment: null });
    });

    it('whose money is on its way takes no second payment', async () => {
      const invoice = await openInvoice(shop);
      const { clientSecret, returnUrl } = await paymentOf(invoice);
      await confirmPayment(shop, clientSecret, 'debit');
      expect(await shown(invoice)).toMatchObject({ status: 'processing', remaining: 12_000, payment: null });
      expect(await outcome(await comeBack(returnUrl, clientSecret))).toMatchObject({ status: 'pending' });
    });

    it('that was paid in part asks for the rest', async () => {
      const invoice = await openInvoice(shop);
      const before = await paymentOf(invoice);
      await payInPart(shop, invoice, 4_000);
      const now = await shown(invoice);
      expect(now).toMatchObject({ status: 'open', total: 12_000, paid: 4_000, remaining: 8_000 });
      expect(paymentIn(now.payment?.clientSecret ?? '')).toBe(paymentIn(before.clientSecret));
      await confirmPayment(shop, before.clientSecret);
      expect(await shown(invoice)).toMatchObject({ status: 'paid', paid: 12_000, remaining: 0, payment: null });
    });

    it('opens to its link and to nothing else, and every wrong token gets one answer', async () => {
      const invoice = await openInvoice(shop);
      const token = tokenIn(await linkTo(shop, invoice));
      const { returnUrl } = await paymentOf(invoice);
      const others = {
        forged: `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
        'cut short': token.slice(0, -20),
        'no token': 'in_1QbXyz2eZvKYlo2C',
        'an invoice’s number': 'A-0001',
        'too long': 'a'.repeat(5_000),
        'another shop’s': tokenIn(await linkTo(shop, invoice, { shop: 'bakery' })),
        'by another secret': tokenIn(await linkTo(shop, invoice, { tokenSecrets: [`${'x7'.repeat(20)}aBcDeFg`] })),
        'an invoice that is gone': tokenIn(await linkTo(shop, 'in_1QbXyz2eZvKYlo2C')),
        'the way back': new URL(returnUrl).searchParams.get('invoice') ?? '',
        'ended, of another shop': tokenIn(await linkTo(shop, invoice, { days: -1, shop: 'bakery' })),
      };
      for (const [name, wrong] of Object.entries(others)) {
        const answer = await ask(wrong);
        const { requestId, ...problem } = (await answer.json()) as Record<string, unknown>;
        expect([name, answer.status, problem]).toEqual([
          name,
          404,
          { code: 'invoice_not_found', status: 404, retryable: false },
        ]);
        expect(requestId).toBeDefined();
      }
      const ended = await ask(tokenIn(await linkTo(shop, invoice, { days: -1 })));
      expect([ended.status, await ended.json()]).toMatchObject([410, { code: 'invoice_link_expired' }]);
      // None of them but the one whose invoice is gone has cost a call.
      expect(await callsDuring(shop, () => Promise.all(Object.values(others).map(ask)))).toEqual([`${SHOW} 404`]);
    });

    it('is opened neither by a link as an order, nor by anything that a return made up', async () => {
      const invoice = await openInvoice(shop);
      const token = tokenIn(await linkTo(shop, invoice));
      expect((await new Buyer(shop).order({ by: 'order', token })).status).toBe(404);
      for (const wrong of [token, invoice, 'a.b.c.d.e', '']) {
        const address = `${shop.proxy}/v1/return?invoice=${wrong}&payment_intent=pi_00000000000000&redirect_status=succeeded`;
        expect(await new Buyer(shop).comeBack(address)).toBe('#order=unverified');
      }
      const page = await shop.send('/v1/invoices/pay?t=javascript:alert(1)%0d%0aSet-Cookie:a=b');
      expect(page.headers.get('location')).toBe(`${INVOICE_PAGE}#invoice=unverified`);
    });
  });
}
