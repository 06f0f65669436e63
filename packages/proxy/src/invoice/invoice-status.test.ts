import fc from 'fast-check';
import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { INVOICE_STATUSES, type InvoiceStatus, type OrderStatus } from '@stripe-cart/contract';
import { describeInvoice } from './describe-invoice.js';
import { invoiceStatus } from './invoice-status.js';
import { invoiceVerdict } from './invoice-verdict.js';

/** The invoice's own PaymentIntent, in every state that Stripe has, and what a page makes of it. */
const PAYMENTS: Readonly<Record<string, Record<string, unknown>>> = {
  none: {},
  requires_payment_method: { status: 'requires_payment_method' },
  declined: {
    status: 'requires_payment_method',
    last_payment_error: { code: 'card_declined', payment_method: CARD() },
  },
  returned: { status: 'requires_payment_method', last_payment_error: { code: 'debit', payment_method: DEBIT() } },
  requires_confirmation: { status: 'requires_confirmation' },
  challenge: { status: 'requires_action', next_action: { type: 'redirect_to_url' } },
  voucher: { status: 'requires_action', next_action: { type: 'boleto_display_details' } },
  processing: { status: 'processing' },
  requires_capture: { status: 'requires_capture' },
  succeeded: { status: 'succeeded' },
  canceled: { status: 'canceled' },
  unheard_of: { status: 'requires_patience' },
};

function CARD() {
  return { type: 'card' };
}

function DEBIT() {
  return { type: 'sepa_debit' };
}

/** Total, paid, remaining. */
const AMOUNTS: Readonly<Record<string, readonly [number, number, number]>> = {
  whole: [10_000, 0, 10_000],
  part: [10_000, 4_000, 6_000],
  settled: [10_000, 10_000, 0],
  nothing: [0, 0, 0],
  credit: [-500, 0, 0],
};

interface Cell {
  readonly status: string | null;
  readonly payment: string;
  readonly amounts: string;
  readonly collected?: boolean;
}

function invoiceOf({ status, payment, amounts, collected = false }: Cell): Stripe.Invoice {
  const [total, paid, remaining] = AMOUNTS[amounts] ?? [0, 0, 0];
  const intent = { id: 'pi_own00000000', object: 'payment_intent', next_action: null, last_payment_error: null };
  const own: Record<string, unknown> = { ...intent, amount: remaining, currency: 'eur', ...PAYMENTS[payment] };
  const state = own['status'] === 'canceled' ? 'canceled' : 'open';
  return {
    object: 'invoice',
    id: 'in_00000000',
    livemode: false,
    status,
    number: 'A-0001',
    currency: 'eur',
    total,
    amount_paid: paid,
    amount_remaining: remaining,
    due_date: null,
    collection_method: collected ? 'charge_automatically' : 'send_invoice',
    attempted: false,
    next_payment_attempt: collected ? 1_800_000_000 : null,
    confirmation_secret:
      payment === 'none' ? null : { type: 'payment_intent', client_secret: 'pi_own00000000_secret_s00000000000' },
    payments: {
      has_more: false,
      data: payment === 'none' ? [] : [{ status: state, payment: { type: 'payment_intent', payment_intent: own } }],
    },
    lines: { data: [], has_more: false },
    customer_email: 'jenny@buyer.example',
  } as unknown as Stripe.Invoice;
}

/** What is on its way is that, whatever is left; what Elements take is open, where something is left. */
const WHILE_OPEN: Readonly<Record<string, InvoiceStatus>> = {
  none: 'unavailable',
  requires_payment_method: 'open',
  declined: 'open',
  returned: 'open',
  requires_confirmation: 'open',
  challenge: 'open',
  voucher: 'processing',
  processing: 'processing',
  requires_capture: 'processing',
  succeeded: 'processing',
  canceled: 'unavailable',
  unheard_of: 'unavailable',
};

function expected({ status, payment, amounts, collected = false }: Cell): InvoiceStatus {
  const isNothing = amounts === 'nothing' || amounts === 'credit';
  const underWay = WHILE_OPEN[payment] === 'processing';
  if (status === 'draft' || status === 'void') return status;
  if (status === 'uncollectible') return underWay ? 'processing' : 'uncollectible';
  if (status === 'paid') return isNothing ? 'nothing_due' : 'paid';
  if (status !== 'open') return 'unavailable';
  if (isNothing) return 'nothing_due';
  if (underWay) return 'processing';
  if (collected) return 'collecting';
  return amounts === 'settled' ? 'unavailable' : (WHILE_OPEN[payment] ?? 'unavailable');
}

const STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void', 'archived', null];
const cells: Cell[] = STATUSES.flatMap((status) =>
  Object.keys(PAYMENTS).flatMap((payment) =>
    Object.keys(AMOUNTS).flatMap((amounts) =>
      [false, true].map((collected) => ({ status, payment, amounts, collected })),
    ),
  ),
);

describe('an invoice, by its status, its payment, its amounts and who collects', () => {
  test(`reads as one thing in each of ${7 * 12 * 5 * 2} cells`, () => {
    expect(cells).toHaveLength(7 * 12 * 5 * 2);
    const wrong = cells.filter((cell) => invoiceStatus(invoiceOf(cell)) !== expected(cell));
    expect(wrong).toEqual([]);
    expect(new Set(cells.map((cell) => invoiceStatus(invoiceOf(cell))))).toEqual(new Set(INVOICE_STATUSES));
  });

  test('is called paid when its status says so, and by nothing that its payment says', () => {
    for (const cell of cells) {
      if (invoiceVerdict(invoiceOf(cell)) === 'paid') expect(cell.status).toBe('paid');
    }
  });

  test.each<[string, Cell, OrderStatus]>([
    ['paid', { status: 'paid', payment: 'succeeded', amounts: 'settled' }, 'paid'],
    ['paid by bank, past Stripe', { status: 'paid', payment: 'canceled', amounts: 'settled' }, 'paid'],
    ['paid, and something left', { status: 'paid', payment: 'succeeded', amounts: 'part' }, 'review'],
    ['nothing due', { status: 'paid', payment: 'none', amounts: 'nothing' }, 'free'],
    ['a debit on its way', { status: 'open', payment: 'processing', amounts: 'whole' }, 'pending'],
    ['a debit that came back', { status: 'open', payment: 'returned', amounts: 'whole' }, 'failed'],
    ['a card that was declined', { status: 'open', payment: 'declined', amounts: 'whole' }, 'unpaid'],
    ['a challenge left open', { status: 'open', payment: 'challenge', amounts: 'whole' }, 'unpaid'],
    ['money that has not reached it yet', { status: 'open', payment: 'succeeded', amounts: 'whole' }, 'pending'],
    ['void', { status: 'void', payment: 'canceled', amounts: 'whole' }, 'canceled'],
    ['given up', { status: 'uncollectible', payment: 'requires_payment_method', amounts: 'whole' }, 'canceled'],
    ['a draft', { status: 'draft', payment: 'none', amounts: 'whole' }, 'unpaid'],
    ['a status of tomorrow', { status: 'archived', payment: 'succeeded', amounts: 'settled' }, 'unknown'],
  ])('%s', (_, cell, verdict) => {
    expect(invoiceVerdict(invoiceOf(cell))).toBe(verdict);
  });
});

describe('an invoice that is not what its payment asks for', () => {
  const payable = () => invoiceOf({ status: 'open', payment: 'requires_payment_method', amounts: 'part' });
  const intentOf = ({ payments }: Stripe.Invoice) => payments?.data[0]?.payment.payment_intent as Stripe.PaymentIntent;

  test.each<[string, (invoice: Stripe.Invoice) => unknown]>([
    ['the whole, where a part is paid', (invoice) => (intentOf(invoice).amount = 10_000)],
    ['less than what is left', (invoice) => (intentOf(invoice).amount = 5_999)],
    ['another currency', (invoice) => (intentOf(invoice).currency = 'usd')],
    ['more payments than Stripe shows', (invoice) => Object.assign(invoice.payments ?? {}, { has_more: true })],
  ])('cannot be paid here: %s', (_, change) => {
    const invoice = payable();
    expect(invoiceStatus(invoice)).toBe('open');
    change(invoice);
    expect(invoiceStatus(invoice)).toBe('unavailable');
    expect(invoiceVerdict(invoice)).toBe('unknown');
  });
});

describe('what a page is shown', () => {
  test('adds up, whatever a customer’s credit has taken off', () => {
    const invoice = { ...invoiceOf({ status: 'open', payment: 'requires_payment_method', amounts: 'whole' }) };
    invoice.amount_remaining = 8_000;
    expect(describeInvoice({ invoice, lines: [], hasMore: false })).toMatchObject({
      total: 10_000,
      paid: 2_000,
      remaining: 8_000,
    });
  });

  test('says nothing about the person, and no id of Stripe’s', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cells), (cell) => {
        const shown = JSON.stringify(describeInvoice({ invoice: invoiceOf(cell), lines: [], hasMore: false }));
        expect(shown).not.toMatch(/jenny|in_0|pi_own|secret/);
      }),
      { numRuns: 200 },
    );
  });
});
