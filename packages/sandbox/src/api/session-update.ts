import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import type { WireLineItem } from '../account/wire.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { discountOf, problemWithDiscount, reductionOf, setTotals } from '../checkout/discount.js';
import { knownIntentOf } from '../checkout/known-intents.js';
import { unitAmountOf } from '../checkout/unit-amount.js';
import { ApiError, notCovered } from '../errors.js';
import { stepOf } from '../money/currency.js';
import { totalsOf } from '../money/totals.js';
import { isConfirmable } from '../payment/intent-states.js';
import { move, unexpectedState } from '../payment/intent.js';
import { forgetActions } from '../payment/pending-action.js';
import { checkMetadata, mergeMetadata } from './metadata.js';
import {
  checkLinePrices,
  checkShippingRates,
  checkTotal,
  lineAmounts,
  makeLineItem,
  makeShippingOption,
} from './session-lines.js';
import { checkLine, checkLineCount, checkQuantity, checkShippingOptions } from './session-params.js';
import { refuseUncovered } from './uncovered.js';

type Session = Stripe.Checkout.Session;
type UpdateParams = Stripe.Checkout.SessionUpdateParams;
type CreateLine = Stripe.Checkout.SessionCreateParams.LineItem;

/** A line as it will be: one that there was, in another quantity perhaps, or a new one. */
type Plan =
  | { readonly item: WireLineItem; readonly quantity: number; readonly metadata: unknown }
  | { readonly create: CreateLine };

/** @throws ApiError for parameters that no session could take */
export function checkSessionUpdate(params: UpdateParams): void {
  refuseUncovered(params, ['line_items.*.adjustable_quantity', 'line_items.*.tax_rates']);
  checkMetadata(params.metadata);
  checkMetadata(params.payment_intent_data?.metadata, 'payment_intent_data[metadata]');
  if (params.line_items) checkLineCount(params.line_items);
  for (const [index, line] of (params.line_items ?? []).entries()) {
    const param = `line_items[${index}]`;
    if (line.id === undefined) checkLine(line as CreateLine, param);
    else if (line.price ?? line.price_data) throw notCovered('another price for a line that there is', param);
    else if (line.quantity !== undefined) checkQuantity(line.quantity, param);
    checkMetadata(line.metadata, `${param}[metadata]`);
  }
  checkShippingOptions(optionsIn(params) ?? []);
}

/** Changes a session. Everything is looked at before anything is changed. */
export function updateSession(account: Account, record: CheckoutRecord, params: UpdateParams): void {
  const { session } = record;
  const { line_items: lines, collected_information: collected, payment_intent_data: intentData } = params;
  const options = optionsIn(params);
  if (lines ?? options ?? collected ?? intentData) {
    checkMayChange(account, session, params);
    const plans = lines ? planLines(account, record, lines) : null;
    const chosen = checkSum(account, record, plans, options);
    const details = shippingDetailsIn(session, collected);

    if (plans) record.lineItems = plans.map((plan) => carryOut(account, plan, session.currency ?? ''));
    if (options) setShippingOptions(account, session, options, chosen);
    if (details) {
      session.collected_information = { business_name: null, individual_name: null, shipping_details: details };
    }
    setIntentData(account, record, intentData);
    setTotals(account, record);
    abandonAttempt(account, session);
  }
  session.metadata = mergeMetadata(session.metadata ?? {}, params.metadata);
}

function optionsIn({
  shipping_options: options,
}: UpdateParams): Stripe.Checkout.SessionUpdateParams.ShippingOption[] | undefined {
  return options === '' ? [] : (options ?? undefined);
}

function checkMayChange(account: Account, session: Session, params: UpdateParams): void {
  const refuse = (message: string, param: string): ApiError => new ApiError('session-update', 400, message, { param });
  const intent = knownIntentOf(account, session);
  if (intent && !isConfirmable(intent.status)) throw unexpectedState(intent);
  if (session.mode !== 'payment') throw notCovered(`changing a session in ${session.mode} mode`);
  if (session.status !== 'open') throw refuse(`This Checkout Session is ${session.status}.`, 'session');
  const param = (['line_items', 'shipping_options', 'collected_information'] as const).find((each) => params[each]);
  if (param && session.ui_mode === 'hosted_page') throw refuse(`${param} cannot change on a hosted page.`, param);
  if (params.payment_intent_data && session.ui_mode !== 'elements') {
    throw refuse('payment_intent_data changes with ui_mode elements only.', 'payment_intent_data');
  }
}

/** The whole list is sent again: a line that is left out is gone. */
function planLines(
  account: Account,
  { session, lineItems }: CheckoutRecord,
  lines: readonly Stripe.Checkout.SessionUpdateParams.LineItem[],
): Plan[] {
  const created = lines.filter(({ id }) => id === undefined).map((line) => line as CreateLine);
  if (
    created.length > 0 &&
    checkLinePrices(account, created, false, session.currency ?? undefined) !== session.currency
  ) {
    throw new ApiError('one-currency', 400, 'All prices of a session must be in one currency.', {
      param: 'line_items',
    });
  }
  return lines.map((line, index) => {
    if (line.id === undefined) return { create: line as CreateLine };
    const item = lineItems.find(({ id }) => id === line.id);
    if (item) return { item, quantity: line.quantity ?? item.quantity ?? 1, metadata: line.metadata };
    throw new ApiError('session-update', 400, `No such line item: '${line.id}'`, {
      code: 'resource_missing',
      param: `line_items[${index}][id]`,
    });
  });
}

function carryOut(account: Account, plan: Plan, currency: string): WireLineItem {
  if ('create' in plan) return makeLineItem(account, plan.create, currency);
  const { item, quantity, metadata } = plan;
  const amount = unitAmountOf(item) * quantity;
  return { ...item, quantity, amount_subtotal: amount, metadata: mergeMetadata(item.metadata ?? {}, metadata) };
}

/**
 * Looks at what it would all come to.
 *
 * @returns which of the options is chosen: the one that was, where it is still offered, else the first
 */
function checkSum(
  account: Account,
  record: CheckoutRecord,
  plans: readonly Plan[] | null,
  options: readonly Stripe.Checkout.SessionUpdateParams.ShippingOption[] | undefined,
): number {
  const { session, lineItems } = record;
  const currency = session.currency ?? '';
  const amounts = plans
    ? plans.map((plan) =>
        'create' in plan
          ? (lineAmounts(account, [plan.create], currency)[0] ?? 0)
          : unitAmountOf(plan.item) * plan.quantity,
      )
    : lineItems.map(({ amount_subtotal: amount }) => amount);
  const rates = options ? checkShippingRates(account, options, currency) : [];
  const current = session.shipping_cost?.shipping_rate;
  const chosen = Math.max(
    0,
    options?.findIndex(({ shipping_rate: rate }) => rate !== undefined && rate === current) ?? 0,
  );
  const shipping = options ? (rates[chosen] ?? 0) : (session.shipping_cost?.amount_total ?? 0);
  const discount = discountOf(account, record);
  const { subtotal, total } = totalsOf(amounts, discount && reductionOf(discount), shipping, stepOf(currency));
  checkTotal(total, currency);
  const customer = typeof session.customer === 'string' ? session.customer : null;
  const problem = discount && problemWithDiscount(account, discount, { currency, subtotal, customer });
  if (problem) throw new ApiError('discounts', 400, problem.message, { param: 'line_items' });
  return chosen;
}

function setShippingOptions(
  account: Account,
  session: Session,
  options: readonly Stripe.Checkout.SessionUpdateParams.ShippingOption[],
  chosen: number,
): void {
  session.shipping_options = options.map((option) => makeShippingOption(account, option));
  const option = session.shipping_options[chosen];
  const amount = option?.shipping_amount ?? 0;
  session.shipping_cost = option
    ? { amount_subtotal: amount, amount_tax: 0, amount_total: amount, shipping_rate: option.shipping_rate }
    : null;
}

function shippingDetailsIn(
  session: Session,
  collected: UpdateParams['collected_information'],
): Stripe.Checkout.Session.CollectedInformation.ShippingDetails | null {
  const given = collected?.shipping_details;
  if (!given) return null;
  const countries = session.shipping_address_collection?.allowed_countries;
  if (countries && !countries.some((country) => country === given.address.country)) {
    throw new ApiError('shipping-countries', 400, `Nothing is shipped to ${given.address.country}.`, {
      param: 'collected_information[shipping_details][address][country]',
    });
  }
  const { city = null, country, line1, line2 = null, postal_code = null, state = null } = given.address;
  return { name: given.name, address: { city, country, line1, line2, postal_code, state } };
}

/** An empty text takes the value away. */
function setIntentData(account: Account, record: CheckoutRecord, given: UpdateParams['payment_intent_data']): void {
  if (!given) return;
  const before = record.paymentIntentData;
  const metadata = mergeMetadata({ ...(before.metadata as Record<string, string>) }, given.metadata);
  const data = { ...before, ...given, metadata };
  record.paymentIntentData = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== ''));
  const intent = knownIntentOf(account, record.session);
  if (!intent) return;
  const { description, setup_future_usage: usage } = record.paymentIntentData;
  intent.metadata = metadata;
  intent.description = description ?? null;
  intent.setup_future_usage = usage ?? null;
  intent.statement_descriptor = record.paymentIntentData.statement_descriptor ?? null;
  intent.statement_descriptor_suffix = record.paymentIntentData.statement_descriptor_suffix ?? null;
}

/** What the buyer was about to confirm has changed: they have to do it again. */
function abandonAttempt(account: Account, session: Session): void {
  const intent = knownIntentOf(account, session);
  if (intent?.status !== 'requires_action') return;
  forgetActions(account.actions, intent.id);
  move(account, intent, 'abandoned');
}
