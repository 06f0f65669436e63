import fc from 'fast-check';
import type {
  CartLine,
  CheckoutReply,
  CheckoutRequest,
  InvoiceReply,
  OrderReply,
  OrderRequest,
  PortalReply,
} from './index.js';
import { INVOICE_STATUSES, ORDER_STATUSES, PAYMENT_FAILURES } from './index.js';

/** Everything that crosses the wire, in any valid form. */

const currency = fc.constantFrom('usd', 'eur', 'jpy', 'kwd');
const amount = fc.nat({ max: 99_999_999 });
const printable = (maxLength: number) =>
  fc
    .string({ minLength: 1, maxLength, unit: fc.constantFrom(...'abcXYZ019 -_.ü漢🎈') })
    .filter((s) => s.length <= maxLength);
const token = fc
  .tuple(
    ...Array.from({ length: 5 }, () => fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'aZ09_-') })),
  )
  .map((parts) => parts.join('.'));
const attempt = fc.uuid({ version: 4 });

const options = fc.uniqueArray(fc.record({ name: printable(40), value: printable(500) }), {
  maxLength: 4,
  selector: ({ name }) => name,
});
export const line: fc.Arbitrary<CartLine> = fc.record({
  item: printable(200),
  options,
  quantity: fc.integer({ min: 1, max: 999_999 }),
});

const basics = {
  attempt,
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  expected: fc.record(
    {
      currency,
      subtotal: amount,
      recurring: fc.record(
        {
          interval: fc.constantFrom('day', 'week', 'month', 'year'),
          intervalCount: fc.integer({ min: 1, max: 52 }),
          trialDays: fc.integer({ min: 1, max: 730 }),
          amount,
        },
        { requiredKeys: ['interval', 'intervalCount', 'amount'] },
      ),
    },
    { requiredKeys: ['currency', 'subtotal'] },
  ),
  resume: token,
  locale: fc.constantFrom('de', 'de-AT', 'pt-BR', 'zh-Hant-TW'),
};
const required = ['mode', 'attempt', 'lines', 'expected'] as const;
const id = (prefix: string) => alphanumeric(10, 30).map((tail) => `${prefix}_${tail}`);
const submit = fc.record(
  { shippingOption: fc.option(id('shr')), total: amount, confirmationToken: id('ctoken') },
  { requiredKeys: ['shippingOption', 'total'] },
);

export const checkoutRequest: fc.Arbitrary<CheckoutRequest> = fc.oneof(
  fc.record(
    {
      mode: fc.constantFrom('hosted' as const, 'embedded' as const, 'elements' as const, 'link' as const),
      ...basics,
    },
    { requiredKeys: [...required] },
  ),
  fc.record({ mode: fc.constant('intent' as const), submit, ...basics }, { requiredKeys: [...required] }),
);
export const orderRequest: fc.Arbitrary<OrderRequest> = fc.oneof(
  fc.record({ by: fc.constant('order' as const), token }),
  fc.record({ by: fc.constant('resume' as const), token }),
  fc.record({
    by: fc.constant('session' as const),
    id: alphanumeric(10, 66).map((tail) => `cs_test_${tail}`),
  }),
  fc.record({
    by: fc.constant('link' as const),
    session: alphanumeric(10, 66).map((tail) => `cs_live_${tail}`),
    attempt,
  }),
);
const sessionSecret = fc
  .tuple(alphanumeric(10, 66), alphanumeric(1, 80))
  .map(([session, secret]) => `cs_test_${session}_secret_${secret}`);
const paymentSecret = fc.tuple(id('pi'), alphanumeric(10, 40)).map(([intent, secret]) => `${intent}_secret_${secret}`);
const status = fc.constantFrom(...ORDER_STATUSES);
const reason = fc.constantFrom(...PAYMENT_FAILURES);

export const checkoutReply: fc.Arbitrary<CheckoutReply> = fc.oneof(
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constantFrom('hosted' as const, 'link' as const),
    url: fc.webUrl(),
    resume: token,
  }),
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constant('elements' as const),
    clientSecret: sessionSecret,
    collects: fc.record({ shippingAddress: fc.boolean(), phone: fc.boolean(), promotionCode: fc.boolean() }),
    resume: token,
  }),
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constant('embedded' as const),
    clientSecret: sessionSecret,
    resume: token,
  }),
  fc.record({
    status: fc.constant('open' as const),
    mode: fc.constant('intent' as const),
    clientSecret: paymentSecret,
    next: fc.constantFrom('confirm' as const, 'next_action' as const),
    amount,
    currency,
    returnUrl: fc.webUrl(),
    resume: token,
  }),
  fc.record({
    status: fc.constant('form' as const),
    mode: fc.constant('intent' as const),
    currency,
    subtotal: amount,
    collects: fc.record({
      shippingAddress: fc.boolean(),
      phone: fc.boolean(),
      countries: fc.subarray(['DE', 'AT', 'GB']),
    }),
    shippingOptions: fc.array(fc.record({ id: id('shr'), name: printable(50), amount }), { maxLength: 3 }),
    capture: fc.constantFrom('automatic' as const, 'manual' as const),
    confirm: fc.constantFrom('client' as const, 'server' as const),
  }),
  fc.record({ status: fc.constantFrom('paid' as const, 'pending' as const), order: token }),
  fc.record({ status: fc.constant('replayed' as const), resume: token }),
);

const invoiceAmount = fc.integer({ min: -99_999_999, max: 99_999_999 });
export const invoiceReply: fc.Arbitrary<InvoiceReply> = fc.record(
  {
    status: fc.constantFrom(...INVOICE_STATUSES),
    livemode: fc.boolean(),
    number: fc.option(printable(20)),
    currency,
    lines: fc.array(fc.record({ description: fc.string(), quantity: fc.option(fc.nat(99)), amount: invoiceAmount }), {
      maxLength: 3,
    }),
    restAmount: invoiceAmount,
    total: invoiceAmount,
    paid: amount,
    remaining: amount,
    dueDate: fc.option(fc.nat()),
    payment: fc.option(fc.record({ clientSecret: paymentSecret, returnUrl: fc.webUrl() })),
  },
  {
    requiredKeys: [
      'status',
      'livemode',
      'number',
      'currency',
      'lines',
      'total',
      'paid',
      'remaining',
      'dueDate',
      'payment',
    ],
  },
);
export const tokenRequest = fc.record({ token });
export const portalReply: fc.Arbitrary<PortalReply> = fc.record({ url: fc.webUrl() });

export const orderReply: fc.Arbitrary<OrderReply> = fc.oneof(
  fc.record({ detail: fc.constant('status' as const), status }),
  fc.record(
    {
      detail: fc.constant('full' as const),
      status,
      number: fc.string({ minLength: 10, maxLength: 40, unit: fc.constantFrom(...'aZ09_-') }),
      attempt,
      livemode: fc.boolean(),
      currency,
      lines: fc.array(
        fc.record({
          item: printable(200),
          options,
          name: printable(50),
          quantity: fc.integer({ min: 1, max: 99 }),
          unitAmount: amount,
          subtotal: amount,
        }),
        { maxLength: 4 },
      ),
      totals: fc.record({ subtotal: amount, discount: amount, shipping: amount, tax: amount, total: amount }),
      presentment: fc.option(fc.record({ currency, total: amount })),
      reason,
      subscription: fc.record({
        interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
        intervalCount: fc.integer({ min: 1, max: 52 }),
        amount: fc.option(amount),
        nextPayment: fc.option(fc.nat()),
      }),
    },
    {
      requiredKeys: ['detail', 'status', 'number', 'attempt', 'livemode', 'currency', 'lines', 'totals', 'presentment'],
    },
  ),
  fc.record(
    { detail: fc.constant('invoice' as const), status, reason, invoice: invoiceReply, again: fc.webUrl() },
    { requiredKeys: ['detail', 'status', 'invoice'] },
  ),
);

function alphanumeric(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ minLength, maxLength, unit: fc.constantFrom(...'aZ09') });
}

export function catalogue() {
  return {
    config: {
      version: '0.1.0',
      shop: 'shop',
      livemode: false,
      publishableKey: null,
      modes: ['hosted', 'embedded', 'elements', 'intent', 'link'],
      closed: null,
      checkoutOrigins: ['https://checkout.stripe.com'],
      portal: true,
    },
    items: [
      {
        id: 'mug',
        name: 'Mug',
        description: null,
        image: 'https://shop.example/mug.svg',
        url: null,
        currency: 'usd',
        unitAmount: 1200,
        quantity: { min: 1, max: 99, step: 1 },
        options: [
          {
            kind: 'choice',
            name: 'Colour',
            required: true,
            values: [
              { value: 'Blue', delta: 0 },
              { value: 'Gold', delta: -300 },
            ],
          },
          { kind: 'text', name: 'Engraving', required: false, maxLength: 40 },
        ],
        recurring: { interval: 'month', intervalCount: 1, trialDays: 14 },
        available: true,
      },
    ],
  };
}
