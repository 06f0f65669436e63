/** The shapes of what the proxy answers. */
import * as v from 'valibot';
import { MAX_ITEM_ID_LENGTH, MAX_OPTION_NAME_LENGTH, MAX_OPTION_VALUE_LENGTH, MAX_QUANTITY } from './cart-lines.js';
import { INVOICE_STATUSES } from './invoice.js';
import { ORDER_STATUSES } from './order.js';
import {
  amount,
  attempt,
  cartOption,
  currency,
  interval,
  printable,
  recurringTerms,
  stripeId,
  token,
  wholeNumber,
} from './parse-fields.js';
import { PAYMENT_FAILURES } from './payment-failure.js';

export const portalReply = v.strictObject({ url: v.pipe(v.string(), v.url()) });

const sessionSecret = v.pipe(v.string(), v.regex(/^cs_(test|live)_[A-Za-z0-9]{10,200}_secret_[\w%-]{1,400}$/));
const paymentSecret = v.pipe(v.string(), v.regex(/^pi_[A-Za-z0-9]{10,200}_secret_[A-Za-z0-9]{10,200}$/));

export const checkoutReply = v.variant('status', [
  v.variant('mode', [
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('hosted'),
      url: v.pipe(v.string(), v.url()),
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('link'),
      url: v.pipe(v.string(), v.url()),
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('elements'),
      clientSecret: sessionSecret,
      collects: v.strictObject({ shippingAddress: v.boolean(), phone: v.boolean(), promotionCode: v.boolean() }),
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('embedded'),
      clientSecret: sessionSecret,
      resume: token,
    }),
    v.strictObject({
      status: v.literal('open'),
      mode: v.literal('intent'),
      clientSecret: paymentSecret,
      next: v.picklist(['confirm', 'next_action']),
      amount,
      currency,
      returnUrl: v.pipe(v.string(), v.url()),
      resume: token,
    }),
  ]),
  v.strictObject({
    status: v.literal('form'),
    mode: v.literal('intent'),
    currency,
    subtotal: amount,
    collects: v.strictObject({
      shippingAddress: v.boolean(),
      phone: v.boolean(),
      countries: v.array(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
    }),
    shippingOptions: v.array(v.strictObject({ id: stripeId('shr'), name: v.string(), amount })),
    capture: v.picklist(['automatic', 'manual']),
    confirm: v.picklist(['client', 'server']),
  }),
  v.strictObject({ status: v.picklist(['paid', 'pending']), order: token }),
  v.strictObject({ status: v.literal('replayed'), resume: token }),
]);

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:/));
const orderStatus = v.picklist(ORDER_STATUSES);

const paymentFailure = v.picklist(PAYMENT_FAILURES);
const anyAmount = v.pipe(v.number(), v.safeInteger());

export const invoiceReply = v.strictObject({
  status: v.picklist(INVOICE_STATUSES),
  livemode: v.boolean(),
  number: v.nullable(v.string()),
  currency,
  lines: v.array(
    v.strictObject({
      description: v.string(),
      quantity: v.nullable(v.pipe(v.number(), v.minValue(0))),
      amount: anyAmount,
    }),
  ),
  restAmount: v.exactOptional(anyAmount),
  total: anyAmount,
  paid: amount,
  remaining: amount,
  dueDate: v.nullable(amount),
  payment: v.nullable(v.strictObject({ clientSecret: paymentSecret, returnUrl: v.pipe(v.string(), v.url()) })),
});

export const orderReply = v.variant('detail', [
  v.strictObject({ detail: v.literal('status'), status: orderStatus }),
  v.strictObject({
    detail: v.literal('full'),
    status: orderStatus,
    number: v.pipe(v.string(), v.regex(/^[\w-]{10,40}$/)),
    attempt: v.union([v.literal(''), attempt]),
    livemode: v.boolean(),
    currency,
    lines: v.array(
      v.strictObject({
        item: v.string(),
        options: v.array(cartOption),
        name: v.string(),
        quantity: wholeNumber(1, MAX_QUANTITY),
        unitAmount: amount,
        subtotal: amount,
      }),
    ),
    totals: v.strictObject({ subtotal: amount, discount: amount, shipping: amount, tax: amount, total: amount }),
    presentment: v.nullable(v.strictObject({ currency, total: amount })),
    reason: v.exactOptional(paymentFailure),
    subscription: v.exactOptional(
      v.strictObject({
        interval,
        intervalCount: wholeNumber(1, 52),
        amount: v.nullable(amount),
        nextPayment: v.nullable(amount),
      }),
    ),
  }),
  v.strictObject({
    detail: v.literal('invoice'),
    status: orderStatus,
    reason: v.exactOptional(paymentFailure),
    invoice: invoiceReply,
    again: v.exactOptional(httpUrl),
  }),
]);

export const catalogReply = v.strictObject({
  config: v.strictObject({
    version: v.string(),
    shop: v.string(),
    livemode: v.boolean(),
    publishableKey: v.nullable(v.pipe(v.string(), v.regex(/^pk_/))),
    modes: v.array(v.picklist(['hosted', 'embedded', 'elements', 'intent', 'link'])),
    closed: v.nullable(v.string()),
    checkoutOrigins: v.array(v.pipe(v.string(), v.url())),
    portal: v.boolean(),
  }),
  items: v.array(
    v.strictObject({
      id: printable(MAX_ITEM_ID_LENGTH),
      name: v.string(),
      description: v.nullable(v.string()),
      image: v.nullable(httpUrl),
      url: v.nullable(httpUrl),
      currency,
      unitAmount: amount,
      quantity: v.strictObject({
        min: wholeNumber(1, MAX_QUANTITY),
        max: wholeNumber(1, MAX_QUANTITY),
        step: wholeNumber(1, MAX_QUANTITY),
      }),
      options: v.array(
        v.variant('kind', [
          v.strictObject({
            kind: v.literal('choice'),
            name: printable(MAX_OPTION_NAME_LENGTH),
            required: v.boolean(),
            values: v.array(
              v.strictObject({ value: printable(MAX_OPTION_VALUE_LENGTH), delta: v.pipe(v.number(), v.safeInteger()) }),
            ),
          }),
          v.strictObject({
            kind: v.literal('text'),
            name: printable(MAX_OPTION_NAME_LENGTH),
            required: v.boolean(),
            maxLength: wholeNumber(1, MAX_OPTION_VALUE_LENGTH),
          }),
        ]),
      ),
      recurring: v.nullable(v.strictObject(recurringTerms)),
      available: v.boolean(),
    }),
  ),
});
