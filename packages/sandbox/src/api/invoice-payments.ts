import type Stripe from 'stripe';
import { noSuch } from '../errors.js';
import type { Operation } from './call.js';
import { PAGE_PARAMS, checkPage, isCreatedIn, newestFirst, pageOf } from './list.js';

const retrieve: Operation<Stripe.InvoicePaymentRetrieveParams> = {
  method: 'GET',
  path: '/v1/invoice_payments/:id',
  covered: ['expand'],
  run: ({ account, ids: [id = ''] }) => {
    const payment = account.invoicePayments.get(id);
    if (!payment) throw noSuch('invoice_payment', id);
    return payment;
  },
};

const list: Operation<Stripe.InvoicePaymentListParams> = {
  method: 'GET',
  path: '/v1/invoice_payments',
  covered: ['created', 'invoice', 'payment', 'status', ...PAGE_PARAMS],
  check: checkPage,
  run: ({ account, params }) => {
    const all = newestFirst(account.invoicePayments);
    const matching = all.filter(
      (payment) =>
        (params.invoice === undefined || payment.invoice === params.invoice) &&
        (params.status === undefined || payment.status === params.status) &&
        (params.payment?.type === undefined || payment.payment.type === params.payment.type) &&
        (params.payment?.payment_intent === undefined ||
          payment.payment.payment_intent === params.payment.payment_intent) &&
        isCreatedIn(payment.created, params.created),
    );
    return pageOf(matching, params, '/v1/invoice_payments', 'invoice_payment', all);
  },
};

export const invoicePaymentOperations = {
  'invoicePayments.list': list,
  'invoicePayments.retrieve': retrieve,
};
