import { docs, sdk, type Rule } from './rule.js';

const INVOICES = 'Invoices.d.ts';
const PARTIAL = 'https://docs.stripe.com/invoicing/partial-payments';

/** Rules about invoices, subscriptions and the customer portal. */
export const BILLING_RULES = {
  'invoice-states': {
    statement:
      'An invoice goes from draft to open, and from there to paid, void or uncollectible; an uncollectible one can still be paid or voided. Anything else is refused',
    source: docs('https://docs.stripe.com/invoicing/integration/workflow-transitions'),
    gap: '`error.code` is not verified; deleting a draft, credit notes and revisions are not covered',
  },
  'invoice-customer': {
    statement: 'An invoice and its items have one customer',
    source: sdk(INVOICES, 'The ID of the customer to bill'),
    gap: '',
  },
  'invoice-item': {
    statement: 'An item is said once: an amount, a one-time price, `price_data` or `unit_amount_decimal`',
    source: sdk('InvoiceItems.d.ts', 'The integer amount in cents (or local equivalent) of the charge to be applied'),
    gap: 'For a bare amount Stripe makes a price, here there is none. Discounts, taxes and items of a subscription are not covered',
  },
  'invoice-currency': {
    statement: 'Everything on an invoice is in its currency',
    source: sdk(INVOICES, 'The currency to create this invoice in'),
    gap: '',
  },
  'invoice-draft': {
    statement: 'Only a draft can be changed: lines, footer, due date. Metadata and `auto_advance` can later as well',
    source: sdk(INVOICES, 'you can no longer change most of its details'),
    gap: 'Which of the details can still be changed is not published one by one: here the footer and description cannot',
  },
  'invoice-due': {
    statement: 'An invoice that is sent has a due date; one that is charged automatically has none',
    source: sdk(INVOICES, 'where `collection_method=charge_automatically`.'),
    gap: '`error.code` is not verified',
  },
  'invoice-collection': {
    statement: 'Only an invoice with `send_invoice` is sent, to a customer with an email address',
    source: docs('https://docs.stripe.com/invoicing/send-email'),
    gap: 'When Stripe refuses a customer without one, at creation or when sending, is not verified',
  },
  'invoice-finalize': {
    statement:
      'Finalizing gives number, page and the one PaymentIntent of the invoice; where nothing is due it is paid at once',
    source: sdk(INVOICES, 'you can use this method.'),
    gap: 'The PDF is an address without a document; the customer’s balance is not taken into account',
  },
  'invoice-confirmation-secret': {
    statement:
      '`confirmation_secret` is answered when asked for, with the client secret of the invoice’s own PaymentIntent; null for a draft, and where nothing is left to pay',
    source: sdk(INVOICES, 'Currently, this contains the client_secret of the PaymentIntent'),
    gap: 'That it is null once the invoice is paid or void is not published; the type says that it may be null',
  },
  'invoice-default-payment': {
    statement:
      'The invoice’s own payment always asks for what is left, and its PaymentIntent cannot be changed, confirmed with the secret key or cancelled',
    source: sdk('InvoicePayments.d.ts', "can't be edited or canceled directly"),
    gap: 'Whether a secret key may confirm it is not published: here it may not',
  },
  'invoice-attach': {
    statement:
      'A PaymentIntent of the same customer and currency, of at most what is left, can be attached and is credited when it succeeds; one that merely names the invoice in its metadata is not',
    source: docs(PARTIAL),
    gap: 'A succeeded one may bring more, which is then overpaid; `error.code` is not verified; payment records are not covered',
  },
  'invoice-with-payments': {
    statement: 'An invoice with open or paid payments cannot be voided, one with open payments not be given up',
    source: docs(PARTIAL),
    gap: 'Its own payment is taken to count once a bank has been asked',
  },
  'invoice-pay': {
    statement:
      'pay() charges what is saved for the invoice, or says that it was paid elsewhere; a decline is a 402 and leaves the invoice open',
    source: docs('https://docs.stripe.com/api/invoices/pay'),
    gap: 'The wording and `error.code` where nothing is saved are not verified',
  },
  'invoice-payment-methods': {
    statement: 'An invoice is paid with the methods of its `payment_settings`, else with all of its currency',
    source: sdk(
      INVOICES,
      'Configuration settings for the PaymentIntent that is generated when the invoice is finalized',
    ),
    gap: 'Which methods the invoice template would allow is not modelled',
  },
} as const satisfies Record<string, Rule>;
