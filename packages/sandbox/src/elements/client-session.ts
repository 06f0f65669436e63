import type {
  StripeCheckoutAmount,
  StripeCheckoutContact,
  StripeCheckoutLineItem,
  StripeCheckoutSession,
  StripeCheckoutShippingOption,
  StripeCheckoutStatus,
  StripeCheckoutTaxStatus,
} from '@stripe/stripe-js';
import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import { asksForMethod } from '../checkout/asked-method.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { discountOf } from '../checkout/discount.js';
import { lastRefusalOf } from '../checkout/known-intents.js';
import { unitAmountOf } from '../checkout/unit-amount.js';
import { decimalsOf, formatAmount } from '../money/currency.js';
import { TEST_CARDS } from '../payment/cards.js';
import { PAYMENT_METHODS, TEST_BANK_ACCOUNTS } from '../payment/payment-methods.js';
import { lineRecurringOf, recurringFor } from './client-recurring.js';
import type { ClientSession, OfferedMethod } from './protocol.js';

/** What a browser that holds the client secret may know of a session. */
export function clientSessionOf(account: Account, record: CheckoutRecord): ClientSession {
  const { session } = record;
  return {
    session: sessionFor(account, record),
    shippingCountries: session.shipping_address_collection?.allowed_countries ?? null,
    phoneRequired: session.phone_number_collection?.enabled ?? false,
    returnUrl: session.return_url ?? null,
    methods: asksForMethod(session) ? session.payment_method_types.map(offered).filter((each) => each !== null) : [],
    wallets: account.wallets,
  };
}

/** A method with its test numbers; null for one that the sandbox does not have. */
export function offered(type: string): OfferedMethod | null {
  const method = PAYMENT_METHODS.find((each) => each.type === type);
  if (!method) return null;
  const examples = type === 'card' ? TEST_CARDS : TEST_BANK_ACCOUNTS.filter((each) => each.type === type);
  return {
    type,
    label: method.label,
    answers: method.answers,
    examples: examples.map((each) => ({ number: 'number' in each ? each.number : each.account, does: each.does })),
  };
}

function sessionFor(account: Account, record: CheckoutRecord): StripeCheckoutSession {
  const { session, lineItems } = record;
  const currency = session.currency ?? 'usd';
  const amount = amountsIn(currency);
  const { amount_discount: discount = 0, amount_shipping: shipping = 0 } = session.total_details ?? {};
  const options = session.shipping_options.map((option) => shippingOption(account, option, currency));
  const chosen = options.find(({ id }) => id === session.shipping_cost?.shipping_rate);
  const refusal = lastRefusalOf(account, session);
  return {
    billingAddress: contactOf(session.customer_details),
    businessName: null,
    nameCollection: null,
    canConfirm: false,
    currency,
    currencyOptions: null,
    discountAmounts: discountAmounts(account, record),
    email: session.customer_details?.email ?? session.customer_email,
    id: session.id,
    lastPaymentError: refusal === null ? null : { message: refusal },
    lineItems: lineItems.map((item) => lineItem(item, currency)),
    livemode: session.livemode,
    minorUnitsAmountDivisor: 10 ** decimalsOf(currency),
    phoneNumber: session.customer_details?.phone ?? null,
    recurring: recurringFor(account, record),
    savedPaymentMethods: null,
    shipping: chosen ? { shippingOption: chosen, taxAmounts: null } : null,
    shippingAddress: contactOf(session.collected_information?.shipping_details),
    shippingOptions: options,
    status: statusOf(session),
    surcharge: null,
    tax: taxOf(session),
    taxAmounts: null,
    taxIdInfo: null,
    total: {
      appliedBalance: amount(0),
      balanceAppliedToNextInvoice: false,
      discount: amount(discount),
      shippingRate: amount(shipping ?? 0),
      subtotal: amount(session.amount_subtotal ?? 0),
      surcharge: amount(0),
      taxExclusive: amount(session.total_details?.amount_tax ?? 0),
      taxInclusive: amount(0),
      total: amount(session.amount_total ?? 0),
    },
    optionalItems: null,
  };
}

const amountsIn =
  (currency: string) =>
  (minorUnits: number): StripeCheckoutAmount => ({
    minorUnitsAmount: minorUnits,
    amount: formatAmount(minorUnits, currency),
  });

function discountAmounts(account: Account, record: CheckoutRecord): StripeCheckoutSession['discountAmounts'] {
  const discount = discountOf(account, record);
  if (!discount) return null;
  const { coupon, promotionCode } = discount;
  const { currency, total_details: details } = record.session;
  return [
    {
      ...amountsIn(currency ?? 'usd')(details?.amount_discount ?? 0),
      displayName: coupon.name ?? promotionCode?.code ?? coupon.id,
      promotionCode: promotionCode?.code ?? null,
      recurring: null,
      percentOff: coupon.percent_off,
    },
  ];
}

function statusOf({ status, payment_status: paymentStatus }: Stripe.Checkout.Session): StripeCheckoutStatus {
  if (status === 'open') return { type: 'open' };
  if (status === 'expired') return { type: 'expired' };
  return { type: 'complete', paymentStatus: paymentStatus as 'paid' | 'unpaid' | 'no_payment_required' };
}

function lineItem(item: WireLineItem, currency: string): StripeCheckoutLineItem {
  const amount = amountsIn(currency);
  const quantity = item.quantity ?? 1;
  return {
    id: item.id,
    name: item.description ?? '',
    discount: amount(item.amount_discount),
    subtotal: amount(item.amount_subtotal),
    total: amount(item.amount_total),
    taxExclusive: amount(item.amount_tax),
    taxInclusive: amount(0),
    unitAmount: amount(unitAmountOf(item)),
    unitAmountDecimal: null,
    description: null,
    quantity,
    unitLabel: null,
    discountAmounts: null,
    taxAmounts: null,
    recurring: lineRecurringOf(item),
    adjustableQuantity: null,
    images: [],
    priceId: item.price.id,
    isRemovable: false,
    pricing: null,
    transformQuantity: null,
  };
}

function shippingOption(
  account: Account,
  { shipping_rate: rate, shipping_amount: minorUnits }: Stripe.Checkout.Session.ShippingOption,
  currency: string,
): StripeCheckoutShippingOption {
  const id = typeof rate === 'string' ? rate : rate.id;
  return {
    ...amountsIn(currency)(minorUnits),
    id,
    currency,
    displayName: account.shippingRates.get(id)?.display_name ?? null,
    deliveryEstimate: null,
  };
}

/** Tax is reckoned by where the order goes; where it is not posted, by where the buyer is billed. */
function taxOf(session: Stripe.Checkout.Session): StripeCheckoutTaxStatus {
  const { automatic_tax: tax, collected_information: collected, customer_details: buyer } = session;
  if (tax.status !== 'requires_location_inputs') return { status: 'ready' };
  if (session.shipping_address_collection)
    return { status: collected?.shipping_details ? 'ready' : 'requires_shipping_address' };
  return { status: buyer?.address ? 'ready' : 'requires_billing_address' };
}

function contactOf(
  details: { readonly name: string | null; readonly address: Stripe.Address | null } | null | undefined,
): StripeCheckoutContact | null {
  if (!details?.address) return null;
  const { country, line1, line2, city, postal_code, state } = details.address;
  return { name: details.name, address: { country: country ?? '', line1, line2, city, postal_code, state } };
}
