/**
 * Every error a buyer can meet: its code, what they read, what they can do next, and the tests that show it. The
 * sentences are taken from where the widget takes them, so this table cannot say something else than a page does; and it
 * has a row for every code, or it does not compile. `buyer-errors.mjs` makes `docs/buyer-errors.md` of it.
 */
import type { InvoiceStatus, OrderStatus, PaymentFailure, ProblemCode } from '@stripe-cart/contract';
import { embeddedEn } from '../src/checkout/modes/embedded/embedded-en.js';
import { fixedLinkEn } from '../src/checkout/modes/fixed-link/fixed-link-en.js';
import { paymentEn } from '../src/checkout/payment/payment-en.js';
import { paymentTroubleEn } from '../src/checkout/payment/payment-trouble-en.js';
import { invoiceEn } from '../src/invoice/invoice-en.js';
import { en } from '../src/messages/en.js';
import type { NoOrder, OrderWords } from '../src/messages/messages.js';
import type { WidgetProblem } from '../src/proxy-client.js';
import { recurringEn } from '../src/recurring/recurring-en.js';
import { orderWords } from '../src/trouble/order-words.js';
import { paymentFailureText } from '../src/trouble/payment-failures.js';
import { isCartProblem, problemText } from '../src/trouble/problem-text.js';
import { troubleEn } from '../src/trouble/trouble-en.js';

export interface BuyerError {
  readonly code: string;
  readonly when: string;
  readonly says: string;
  readonly next: string;
  /** As `file › name`, from the repository's root. */
  readonly tests: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly about: string;
  readonly rows: readonly BuyerError[];
}

type Row = readonly [when: string, more?: Partial<BuyerError>];

const inWidget = (file: string, name: string) => `packages/widget/src/${file} › ${name}`;
const inStep = (file: string, name: string) => inWidget(`checkout/payment/${file}`, name);
const inReturn = (name: string) => inWidget('elements/stripe-cart-return.test.ts', name);
const inInvoice = (name: string) => inWidget('invoice/stripe-cart-invoice.test.ts', name);
const inController = (name: string) => inWidget('checkout/checkout-controller.test.ts', name);

const TRY_AGAIN = `“${en.retry}”; the cart is as it was`;
const LOOK_THROUGH = `“${troubleEn.lookThrough}”`;
const CHECK_AGAIN = `“${en.checkAgain}”`;
const SAME_FORM = 'The form is open, with the same payment';
const NO_BUYER = 'Only tampering, a setting or Stripe leads here; no buyer does';
const OLD_PROXY = 'The proxy is older than the page';

const sentence = ([title, explanation]: OrderWords) => `${title}. ${explanation}`;
const AT_CHECKOUT = inController('has a sentence, a next step, and the cart as it was, for ${code}');
const AT_INVOICE = {
  next: 'The whole link, or a new one',
  tests: [inInvoice('says what to do where the proxy answers ${code}')],
};

/** When each comes up; and the rest, where it is answered by something else than a sentence in the cart. */
const PROBLEMS: Readonly<Record<ProblemCode, Row>> = {
  bad_json: [NO_BUYER],
  body_too_large: [NO_BUYER],
  body_timeout: ['The request did not arrive in time'],
  unsupported_media_type: [NO_BUYER],
  not_found: [`${OLD_PROXY}, or does not do what is asked of it`],
  method_not_allowed: [NO_BUYER],
  invalid_request: [`${NO_BUYER}; of an invoice's link, that half of it is missing`],
  unknown_field: [OLD_PROXY],
  origin_not_allowed: ['The page’s origin is not in `CART_ORIGINS`'],
  empty_cart: ['Another tab has emptied the cart'],
  too_many_lines: ['More lines than Stripe takes'],
  cart_too_large: ['More text than Stripe stores with a payment'],
  unknown_item: ['Not in the catalogue any more'],
  item_unavailable: ['Sold out, or archived'],
  invalid_quantity: ['Not sold in this quantity any more'],
  invalid_option: ['A choice is not offered any more'],
  mixed_currency: ['Two currencies in one cart'],
  mixed_billing: ['Subscriptions of different intervals or trials in one cart'],
  amount_too_small: ['Less than Stripe charges'],
  amount_too_large: ['More than Stripe charges at once'],
  price_changed: [
    'The total is not what the buyer was shown',
    {
      says: `${troubleEn.priceChanged}, with each old and new price.`,
      next: `“${troubleEn.agree('the new total')}”, or “${en.backToCart}”`,
      tests: [inController('shows old price and new, goes on only with the new one agreed to')],
    },
  ],
  mode_not_offered: [
    'This way to pay is not offered any more',
    {
      says: `Nothing: they pay for the same cart on Stripe’s page. Where that is not offered either: ${problemText(problem('mode_not_offered'))}`,
      next: `Stripe’s page, else “${en.retry}”`,
      tests: [
        inStep('payment-step.test.ts', 'pays on Stripe’s page where the proxy has stopped offering it since'),
        AT_CHECKOUT,
      ],
    },
  ],
  payment_declined: [
    'The proxy confirmed the payment, and it did not succeed',
    {
      says: 'By its reason, see “Why a payment did not succeed”',
      next: SAME_FORM,
      tests: [
        inWidget(
          'checkout/modes/intent/intent-server.test.ts',
          'keeps the form after a decline, with its reason, and pays the same one with the next card',
        ),
      ],
    },
  ],
  shipping_option_unavailable: [
    'The way of shipping was withdrawn',
    {
      next: `${SAME_FORM}, with the ways there are`,
      tests: [
        inWidget(
          'checkout/modes/intent/intent-form.test.ts',
          'shows the ways of shipping that there are, where the chosen one is gone',
        ),
      ],
    },
  ],
  invoice_not_found: ['The link is cut short, forged, of another shop, or its invoice is gone', AT_INVOICE],
  invoice_link_expired: ['The link is genuine, and its time is over', AT_INVOICE],
  attempt_conflict: [
    'Another tab has used this attempt for another cart',
    {
      says: `Nothing: a new attempt is made. Where that is refused as well: ${problemText(problem('attempt_conflict'))}`,
      tests: [inController('makes a new attempt where this one was used for another cart')],
    },
  ],
  checkout_in_progress: ['The same attempt is being started at this moment'],
  payment_unresolved: ['An earlier payment of this cart could not be closed or read'],
  order_not_found: [
    'A token that opens no order',
    {
      says: `${problemText(problem('order_not_found'))} On the thank-you page: ${sentence(words('unverified'))}`,
      tests: [AT_CHECKOUT, inReturn('could not confirm ${name}')],
    },
  ],
  closed: ['The owner has closed the shop; their own sentence is shown where there is one'],
  catalog_unavailable: ['The proxy has no prices'],
  misconfigured: ['The proxy is not configured to sell'],
  rate_limited: ['Too many requests from this buyer'],
  overloaded: ['Too many requests from everybody'],
  stripe_unavailable: ['Stripe does not answer, or with an error of its own'],
  stripe_timeout: ['Stripe did not answer in time'],
  stripe_rejected: ['Stripe refused the request as wrong'],
  stripe_unreadable: ['Stripe’s answer has not the shape that it documents'],
  invalid_signature: [NO_BUYER],
  sink_unavailable: [NO_BUYER],
  internal: ['A defect of the proxy’s'],
};

const OWN_PROBLEMS: Readonly<Record<Exclude<WidgetProblem['code'], ProblemCode>, Row>> = {
  offline: [
    'The browser has no network',
    { tests: [inController('says that it is offline, and goes on when it is not')] },
  ],
  timeout: [
    'No answer within 15 seconds',
    { tests: [inWidget('proxy-client.test.ts', 'answers ${name} with ${code}')] },
  ],
  unreachable: [
    'The proxy is down, something blocks the way to it, or a gateway answers in its stead',
    {
      tests: [
        inWidget('proxy-client.test.ts', 'answers ${name} with ${code}'),
        inWidget(
          'elements/catalog-unreachable.test.ts',
          'says that prices are loading, then that they cannot be had, keeps the cart, and tries again',
        ),
      ],
    },
  ],
  unreadable: [
    'An answer, but not the proxy’s',
    {
      tests: [
        inWidget(
          'trouble/problem-text.test.ts',
          'is told for a refusal without a code, and for an answer that is not the proxy’s',
        ),
      ],
    },
  ],
  no_proxy: [
    'The page does not say where its proxy is',
    { tests: [inWidget('proxy-client.test.ts', 'asks nobody where nobody said where the proxy is')] },
  ],
  no_link: [
    'The page sells by fixed links, and none is for this cart',
    {
      says: `${fixedLinkEn.noLink}. ${fixedLinkEn.askTheShop}`,
      next: 'The nearest combinations, or one thing at a time',
      tests: [
        inWidget(
          'checkout/modes/fixed-link/no-link.test.ts',
          'offers the nearest combinations, each with what it takes away or adds, and one thing at a time',
        ),
      ],
    },
  ],
};

/** In the page's own form, and beside Stripe's page in it. */
const FORM: readonly BuyerError[] = [
  {
    code: 'blocked or slow',
    when: 'Stripe.js is blocked, or not there within 10 seconds',
    says: paymentTroubleEn.unavailable,
    next: `“${paymentEn.payHosted}”, or “${en.retry}”`,
    tests: [
      inStep(
        'payment-step.test.ts',
        'says so where it takes too long, and pays on Stripe’s page under the same attempt',
      ),
    ],
  },
  {
    code: 'broken',
    when: 'Stripe’s fields do not come',
    says: paymentTroubleEn.unavailable,
    next: `“${paymentEn.payHosted}”, or “${en.retry}”`,
    tests: [inStep('payment-step.test.ts', 'says so where its fields do not come')],
  },
  {
    code: 'incomplete',
    when: 'A field is empty or wrong',
    says: paymentTroubleEn.mishaps.incomplete,
    next: 'Stripe marks the field, and has the focus',
    tests: [inStep('payment-step.test.ts', 'does not confirm what is incomplete, and leads to the field')],
  },
  {
    code: 'repriced',
    when: 'The total is not the one on the button',
    says: paymentTroubleEn.mishaps.repriced,
    next: `${SAME_FORM}, at the new total`,
    tests: [
      inWidget(
        'checkout/modes/elements/price-agreed.test.ts',
        'is the total that the button named when it was pressed, or nothing',
      ),
    ],
  },
  {
    code: 'changed',
    when: 'The cart or its prices changed while the form was open',
    says: paymentEn.changed,
    next: 'The cart, as it is now',
    tests: [inStep('following.test.ts', 'closes the step and says why; the next press pays for the cart as it is')],
  },
  {
    code: 'offline',
    when: 'No network, before anything was confirmed',
    says: paymentEn.offline,
    next: SAME_FORM,
    tests: [inStep('outcome-unknown.test.ts', 'does not start while the browser is offline')],
  },
  {
    code: 'waiting',
    when: 'Stripe has not answered for a minute',
    says: paymentTroubleEn.mishaps.waiting,
    next: 'The proxy is asked until it knows; the form can be left',
    tests: [inStep('outcome-unknown.test.ts', 'asks the proxy where Stripe.js never answers, and can be left then')],
  },
  {
    code: 'unpaid',
    when: 'The network was lost while confirming, and the proxy says that nothing was paid',
    says: paymentTroubleEn.mishaps.unpaid,
    next: SAME_FORM,
    tests: [
      inStep(
        'outcome-unknown.test.ts',
        'gives the form back where the proxy says that nothing was paid, after more than one look',
      ),
    ],
  },
  {
    code: 'unsure',
    when: 'The network was lost while or after confirming, and nobody can say what became of it',
    says: sentence(en.orders.unknown),
    next: `${CHECK_AGAIN}; it is asked again when the network is back`,
    tests: [
      inStep('outcome-unknown.test.ts', 'says so, never that it failed, and asks until the proxy knows'),
      inStep('outcome-unknown.test.ts', 'asks again by itself when the network is back'),
    ],
  },
  {
    code: 'refused',
    when: 'Stripe.js did not do what it was asked, and gives no code; the proxy has said that nothing was paid',
    says: paymentTroubleEn.refused,
    next: `${SAME_FORM}; what is wrong with a field, Stripe shows there`,
    tests: [
      inStep(
        'payment-step.test.ts',
        'has a sentence of ours where Stripe.js gives no code, once the proxy has said that nothing was paid',
      ),
      inStep('refusal.test.ts', 'is never what Stripe says, to the buyer or to developers'),
    ],
  },
  {
    code: 'expired',
    when: 'The time to pay is over',
    says: paymentTroubleEn.expired,
    next: `“${paymentTroubleEn.startAgain}”`,
    tests: [inStep('payment-step.test.ts', 'starts again with the cart as it is where the time to pay is over')],
  },
  {
    code: 'invalidCode',
    when: 'A promotion code is not valid; or it needs a larger order',
    says: Object.values(paymentTroubleEn.changes).join(' Or: '),
    next: SAME_FORM,
    tests: [
      inWidget('checkout/modes/elements/elements-form.test.ts', 'take a promotion code, say why not, and give it back'),
    ],
  },
  {
    code: 'elsewhere',
    when: 'Stripe’s page is open in another cart of the same page',
    says: embeddedEn.elsewhere,
    next: 'Finish it there, or leave it there',
    tests: [
      inWidget(
        'checkout/modes/embedded/embedded-page.test.ts',
        'is one in a document: a second cart says where it is, and the first one keeps it',
      ),
    ],
  },
];

const FAILURES: Readonly<Record<PaymentFailure, string>> = {
  declined: 'The bank said no: without a reason, or with one that is not for a shop to tell (lost, stolen, fraudulent)',
  insufficient_funds: 'Not enough money',
  expired_card: 'The card has expired',
  incorrect_cvc: 'Wrong security code',
  incorrect_number: 'Wrong card number',
  incorrect_zip: 'Wrong postal code or address',
  processing_error: 'The bank or its network had trouble',
  authentication_failed: 'The bank’s challenge failed or could not be shown',
  card_not_supported: 'The card is not for this kind of purchase',
  currency_not_supported: 'The card cannot be charged in this currency',
  over_limit: 'Over a limit of the card or account',
  abandoned: 'The buyer called it off, or the time for it ran out at the bank’s or wallet’s',
  method_unavailable: 'This way to pay is not to be had now',
};

const PAY_AGAIN = `“${troubleEn.payAgain}” with the cart, or “${en.backToCart}”; in another browser than the one that ordered: “${troubleEn.payElsewhere}”`;
const NOTHING = 'Nothing is to be done';

/** What a buyer can do then, on the page they come back to. */
const ORDERS: Readonly<Record<OrderStatus | NoOrder, Row>> = {
  paid: ['Paid', { next: NOTHING }],
  free: ['Nothing was due', { next: NOTHING }],
  trialing: [
    'A subscription began with nothing due now',
    { next: `The first payment is named; “${recurringEn.manage}”` },
  ],
  authorised: ['The money is held', { next: NOTHING }],
  pending: [
    'The money takes days',
    {
      says: `${sentence(words('pending'))} In the cart: ${sentence(troubleEn.pendingInCart)}`,
      next: `${CHECK_AGAIN}, or come back later; the cart has its lines marked as being paid until then`,
      tests: [
        inReturn('says something of its own for every state'),
        inWidget(
          'views/order-summary.test.ts',
          'promises nothing of a pending payment that only the page of return does',
        ),
      ],
    },
  ],
  unpaid: ['The payment is open', { next: `${PAY_AGAIN}; ${CHECK_AGAIN}` }],
  failed: ['The payment failed', { next: PAY_AGAIN }],
  canceled: ['It was called off', { next: PAY_AGAIN }],
  expired: ['It was not paid in time', { next: PAY_AGAIN }],
  refunded: ['Paid, and given back', { next: NOTHING }],
  partly_refunded: ['Paid, and a part of it given back', { next: NOTHING }],
  disputed: ['The bank was asked to return it', { next: NOTHING }],
  review: ['Something differs from what was promised: a person has to look', { next: CHECK_AGAIN }],
  unknown: ['It could not be established', { next: CHECK_AGAIN }],
  unverified: [
    'A token that is forged, of another shop, or older than 90 days; or none, as by a bookmark',
    {
      says: `${sentence(words('unverified'))} Without a token: ${sentence(troubleEn.noOrder)}`,
      next: `${CHECK_AGAIN}, where there is a token; the cart is as it was`,
      tests: [inReturn('could not confirm ${name}')],
    },
  ],
  unreachable: [
    'The proxy or Stripe does not answer, or not as the page understands',
    { next: CHECK_AGAIN, tests: [inReturn('does not say failed while Stripe cannot be reached')] },
  ],
};

const INVOICES: Readonly<Record<InvoiceStatus, string>> = {
  open: 'Pay it',
  draft: CHECK_AGAIN,
  paid: NOTHING,
  nothing_due: NOTHING,
  processing: CHECK_AGAIN,
  collecting: CHECK_AGAIN,
  void: NOTHING,
  uncollectible: `Ask the shop; ${CHECK_AGAIN}`,
  unavailable: `Ask the shop; ${CHECK_AGAIN}`,
};

const INVOICE_FORM: readonly BuyerError[] = [
  {
    code: 'blocked or slow',
    when: 'Stripe.js is blocked, slow, or gives up on its fields; or invoice and payment do not agree on the amount',
    says: sentence(invoiceEn.unavailable),
    next: `“${en.retry}”`,
    tests: [
      inInvoice('has another try where Stripe.js cannot be loaded in time, or gives up'),
      inInvoice('pays no amount that the invoice does not name'),
    ],
  },
  {
    code: 'unpaid again',
    when: 'The buyer is back from their bank’s page, and it is not paid',
    says: `${invoiceEn.notPaid}, and why. Where its link is over: ${invoiceEn.openAgain}`,
    next: `“${invoiceEn.payAgain}”; ${CHECK_AGAIN}`,
    tests: [
      inReturn('leads back to an invoice that was not paid, by the shop’s own proxy and by nothing else'),
      inReturn('draws an invoice that somebody came back from paying, and asks again while it is open'),
    ],
  },
  {
    code: 'offline',
    when: 'No network, before anything was confirmed, or when the invoice is looked up',
    says: invoiceEn.offline,
    next: `${SAME_FORM}; else ${CHECK_AGAIN}`,
    tests: [
      inWidget(
        'invoice/invoice-page.test.ts',
        'says nothing of a cart where the buyer is offline, at the press or before',
      ),
    ],
  },
  {
    code: 'unsure',
    when: 'Nobody can say what became of a press',
    says: sentence(en.orders.unknown),
    next: CHECK_AGAIN,
    tests: [inInvoice('is unsure where the proxy cannot be reached after a press')],
  },
];

const VERSIONS: readonly BuyerError[] = [
  {
    code: 'an unknown problem',
    when: 'The proxy is newer than the page',
    says: problemText({ ...problem('internal'), requestId: 'req_…' } as WidgetProblem),
    next: TRY_AGAIN,
    tests: [
      inWidget(
        'trouble/problem-text.test.ts',
        'is a matter for the shop, by its reference, where only a newer proxy knows its code',
      ),
    ],
  },
  {
    code: 'an unknown status of an order',
    when: 'The proxy is newer than the page',
    says: sentence(en.orders.unknown),
    next: CHECK_AGAIN,
    tests: [inReturn('calls a status that only a newer proxy knows unknown, and leaves the cart alone')],
  },
  {
    code: 'an unknown reason',
    when: 'The proxy is newer than the page',
    says: paymentFailureText('declined'),
    next: PAY_AGAIN,
    tests: [inReturn('says a plain decline for a reason that only a newer proxy knows')],
  },
  {
    code: 'an unknown status of an invoice',
    when: 'The proxy is newer than the page',
    says: sentence(invoiceEn.unknownStatus),
    next: CHECK_AGAIN,
    tests: [inInvoice('has words for a status that only a newer proxy knows')],
  },
  {
    code: 'a missing field',
    when: 'The proxy is older or newer than the page',
    says: `At the checkout and of an invoice: ${problemText(problem('unreadable'))} On the thank-you page: ${sentence(words('unreachable'))}`,
    next: `“${en.retry}”, ${CHECK_AGAIN}`,
    tests: [
      inReturn('could not confirm an answer of an older or newer proxy that lacks what it needs'),
      inInvoice('cannot be read by a widget that does not know its shape'),
    ],
  },
  {
    code: 'no such route',
    when: `${OLD_PROXY}, and does not know invoices or the portal`,
    says: `Of an invoice: ${problemText(problem('not_found'))} Of the portal: ${recurringEn.notManaged}`,
    next: `${CHECK_AGAIN}; ask the shop`,
    tests: [
      inInvoice('says what to do where the proxy answers ${code}'),
      inWidget(
        'recurring/recurring.test.ts',
        'leads nowhere but to Stripe, and says so where it cannot be managed now',
      ),
    ],
  },
];

export const SECTIONS: readonly Section[] = [
  {
    title: 'At the checkout',
    about:
      'What the proxy answers, by its code. Where only a change of the cart helps, the next step is the cart as it is now, with what is wrong beside each line.',
    rows: Object.entries(PROBLEMS).map(([code, row]) => problemRow(code as ProblemCode, row)),
  },
  {
    title: 'On the way to the proxy',
    about: 'What the page itself meets.',
    rows: Object.entries(OWN_PROBLEMS).map(([code, row]) => problemRow(code as keyof typeof OWN_PROBLEMS, row)),
  },
  {
    title: 'In the payment form',
    about: 'Where the buyer pays in the shop’s page.',
    rows: FORM,
  },
  {
    title: 'Why a payment did not succeed',
    about:
      'The same sentence in a form that is still open, on the page a buyer comes back to, and of an invoice. A code of Stripe’s that is in no list is `declined`.',
    rows: Object.entries(FAILURES).map(([code, when]) => ({
      code,
      when,
      says: paymentFailureText(code),
      next: `${SAME_FORM}; on the page they come back to: ${PAY_AGAIN}`,
      tests: [
        inReturn('says why it is not paid: ${reason}'),
        inStep('refusal.test.ts', 'is a sentence of its own for what the buyer can do something about'),
        inStep(
          'payment-step.test.ts',
          'asks the proxy why, once, where Stripe.js calls it declined and does not say why',
        ),
        ...(code === 'declined'
          ? [inWidget('trouble/payment-failures.test.ts', 'reads as a plain decline for ${code}')]
          : []),
      ],
    })),
  },
  {
    title: 'On the page a buyer comes back to',
    about:
      'Each state of an order. Where there is a reason, it stands in place of the second sentence of those that are not paid. Opened in another browser than the one that ordered, the page says so as well, and no cart is touched.',
    rows: Object.entries(ORDERS).map(([code, [when, more]]) => ({
      code,
      when,
      says: sentence(words(code)),
      next: '',
      tests: [inReturn('says something of its own for every state')],
      ...more,
    })),
  },
  {
    title: 'How an invoice stands',
    about: 'On the page that an invoice’s link leads to.',
    rows: [
      ...Object.entries(INVOICES).map(([status, next]) => ({
        code: status,
        when: status === 'open' ? 'It can be paid; a part of it may be' : 'It cannot be paid here now',
        says:
          status === 'open'
            ? `${invoiceEn.invoice('…')}. ${invoiceEn.due('…')} Or: ${invoiceEn.overdue('…')}`
            : sentence(invoiceEn.statuses[status as Exclude<InvoiceStatus, 'open'>]),
        next,
        tests: [
          status === 'open'
            ? inInvoice('shows lines, total and due date, and pays the invoice’s own payment once for two presses')
            : inInvoice('draws ${status} in words of its own, with a next step and no way to pay'),
        ],
      })),
      ...INVOICE_FORM,
    ],
  },
  {
    title: 'Page and proxy of different versions',
    about: 'The script comes from the proxy, so this takes a page that was open during an upgrade, or a copied script.',
    rows: VERSIONS,
  },
];

function problemRow(code: WidgetProblem['code'], [when, more]: Row): BuyerError {
  const cause = problem(code);
  return {
    code,
    when,
    says: problemText(cause),
    next: isCartProblem(cause) ? LOOK_THROUGH : TRY_AGAIN,
    tests: [AT_CHECKOUT],
    ...more,
  };
}

/** As the widget would have it; no other field than the code decides about words. */
function problem(code: WidgetProblem['code']): WidgetProblem {
  return { code, requestId: null, retryable: false } as WidgetProblem;
}

function words(status: string): OrderWords {
  return orderWords({ detail: 'none', status } as Parameters<typeof orderWords>[0]);
}
