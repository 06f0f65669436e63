import { docs, sdk, SESSIONS, type Rule } from './rule.js';

const INVOICES = 'Invoices.d.ts';
const PARTIAL = 'https://docs.stripe.com/invoicing/partial-payments';

/** Rules about invoices, subscriptions and the customer portal. */
export const BILLING_RULES = {
  'invoice-states': {
    statement:
      'An invoice goes from draft to open, and from there to paid, void or uncollectible; an uncollectible one can still be paid or voided. Anything else is refused',
    source: docs('https://docs.stripe.com/invoicing/integration/workflow-transitions'),
    gap: '`error.code` is not verified; deleting a draft, revisions and credit notes, which lower what is due or give back what was paid, are not covered',
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
    source: sdk(INVOICES, 'you can do so using this method'),
    gap: 'The PDF is an address without a document',
  },
  'invoice-balance': {
    statement:
      'Finalizing applies the customer’s balance: a credit lowers what is due, and what is less than the smallest charge is paid at once and owed with the next invoice. A void invoice gives it back',
    source: docs('https://docs.stripe.com/billing/customer/balance'),
    gap: 'In the customer’s first currency only, and not for what a Checkout Session begins. Its transactions are not listed, a shop cannot set it or keep it from being applied, and a draft does not show it yet',
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
  'invoice-overpaid': {
    statement: 'What is paid beyond the invoice is `amount_overpaid`, and goes to the customer’s balance',
    source: sdk(INVOICES, 'The amount overpaid is credited to the customer'),
    gap: 'That `amount_paid` then says no more than was due is not verified',
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
  'mode-params': {
    statement:
      '`payment_intent_data` and `customer_creation` are not for subscription mode, `subscription_data` and `payment_method_collection` for no other, `setup_intent_data` only for setup mode, which takes no lines and needs a currency',
    source: sdk(SESSIONS, 'A subset of parameters to be passed to subscription creation for Checkout Sessions in'),
    gap: 'The wording is not verified. Shipping options, discounts other than a coupon of the whole order, and changing such a session are not covered',
  },
  'price-interval': {
    statement: 'A price recurs at least every three years',
    source: sdk(SESSIONS, 'Maximum of three years interval allowed'),
    gap: 'Of a session’s inline prices only; prices of several intervals, which Stripe can bill since 2025, are not covered',
  },
  trial: {
    statement: 'A trial lasts a day at least, or 48 hours where its end is given; nothing of what recurs is due before',
    source: sdk(SESSIONS, 'Has to be at least 48 hours in the future'),
    gap: 'That lines of a trial show 0 on the session is not verified',
  },
  'setup-mode': {
    statement: 'A session in setup mode saves a payment method, 3D Secure and all, and takes nothing',
    source: docs('https://docs.stripe.com/payments/checkout/save-and-reuse?payment-ui=stripe-hosted'),
    gap: 'Its SetupIntent is made at the first try, as a PaymentIntent is: Stripe may make it with the session',
  },
  'subscription-checkout': {
    statement:
      'A session in subscription mode makes customer, subscription and first invoice when the buyer is done, and none of them before; a decline leaves nothing of them behind, and nothing is told of them',
    source: docs('https://docs.stripe.com/changelog/basil/2025-03-31/checkout-legacy-subscription-upgrade'),
    gap: 'So `incomplete` and `incomplete_expired` never come about here: subscriptions.create is not covered, and with API versions before 2025-03-31.basil, where a decline did leave an incomplete subscription and a failed invoice, nothing is sold. When the customer is made is not verified. Methods of another site are not offered. That a debit which is being processed makes the subscription active is not verified',
  },
  'subscription-trial': {
    statement:
      'With a trial the session completes as `no_payment_required` and its method is set up, 3D Secure and all; three days before the end comes `trial_will_end`, then the first charge',
    source: docs('https://docs.stripe.com/payments/checkout/free-trials'),
    gap: 'The SetupIntent of such a session is shown nowhere; for a trial of less than three days the event comes at once, which is not verified',
  },
  'subscription-renewal': {
    statement:
      'Each period begins with a draft invoice that names the subscription and keeps its metadata; an hour later it is finalized and charged',
    source: docs('https://docs.stripe.com/billing/subscriptions/overview'),
    gap: '`invoice.upcoming` is not sent; prorations are not modelled',
  },
  'subscription-past-due': {
    statement:
      'A renewal that cannot be charged makes the subscription past_due; it is tried again some days later, and at last the subscription is canceled. A payment in between makes it active',
    source: docs('https://docs.stripe.com/billing/revenue-recovery/smart-retries'),
    gap: 'The days are ours (3, 5 and 7), Stripe chooses them and the Dashboard what happens at last. Where the bank wants the buyer, only `invoice.payment_action_required` is sent',
  },
  'subscription-cancel': {
    statement:
      'A subscription ends at once, or with its period where `cancel_at_period_end` says so; one that has ended cannot be ended again, nor changed but for its metadata',
    source: docs('https://docs.stripe.com/billing/subscriptions/cancel'),
    gap: '`prorate` and `invoice_now` are not covered',
  },
  'portal-session': {
    statement: 'A portal session is one customer’s; its address opens a page of theirs, within minutes',
    source: docs('https://docs.stripe.com/customer-management/integrate-customer-portal'),
    gap: 'Five minutes to open it and an hour afterwards, in any browser; of the portal only subscriptions and their end are there',
  },
  'portal-configuration': {
    statement: 'Without a configuration, given or saved in the Dashboard, there is no portal session',
    source: docs('https://docs.stripe.com/customer-management/integrate-customer-portal'),
    gap: 'The Dashboard’s is saved by the control `portal`; one that was created by a call is used only when it is named, as `is_default` says',
  },
  'payment-method-domain': {
    statement: 'A domain is a name without scheme, port or path, and has a status for each wallet',
    source: docs('https://docs.stripe.com/payments/payment-methods/pmd-registration'),
    gap: 'Nothing is looked up: every wallet is active, but Apple Pay on a name that ends in `.invalid`. A name given twice is answered with what there is, which is not verified',
  },
  'customer-update': {
    statement: 'A customer’s default method is one of their own',
    source: sdk('Customers.d.ts', "to be used as the customer's default payment method for subscriptions and invoices"),
    gap: 'Taxes, cash balance and the shipping address are not covered',
  },
} as const satisfies Record<string, Rule>;
