import type Stripe from 'stripe';
import { ApiError } from '../errors.js';
import { checkMetadata } from './metadata.js';
import { checkLine, checkShippingOptions } from './session-params.js';
import { refuseUncovered } from './uncovered.js';

type CreateParams = Stripe.PaymentLinkCreateParams;
type UpdateParams = Stripe.PaymentLinkUpdateParams;

const LINES = 20;

/** What the types allow inside covered parameters and the sandbox does nothing with. */
const UNCOVERED = [
  'automatic_tax.liability',
  'consent_collection.payment_method_reuse_agreement',
  'line_items.*.price_data.product_data.tax_details',
  'line_items.*.price_data.recurring',
  'payment_intent_data.transfer_group',
];

/** @throws ApiError for parameters that no account could accept, whatever it holds */
export function checkPaymentLink(params: CreateParams): void {
  refuseUncovered(params, UNCOVERED);
  const { line_items: lines } = params;
  if (lines.length === 0) {
    throw new ApiError('payment-link-lines', 400, 'Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  if (lines.length > LINES) {
    throw new ApiError('payment-link-lines', 400, `A payment link has at most ${LINES} line items.`, {
      param: 'line_items',
    });
  }
  for (const [index, line] of lines.entries()) checkLine(line, `line_items[${index}]`);
  checkSettings(params);
}

/** @throws ApiError for parameters that no link could take */
export function checkPaymentLinkUpdate(params: UpdateParams): void {
  refuseUncovered(params, UNCOVERED);
  checkSettings(params);
}

/** What a link is given when it is made, and what may be changed later: the rules are the same. */
function checkSettings(params: Omit<CreateParams, 'line_items'> | Omit<UpdateParams, 'line_items'>): void {
  checkMetadata(params.metadata);
  checkMetadata(params.payment_intent_data?.metadata, 'payment_intent_data[metadata]');
  checkAfterCompletion(params.after_completion);
  const limit = params.restrictions ? params.restrictions.completed_sessions.limit : 1;
  if (limit < 1) {
    throw new ApiError('completed-sessions', 400, 'A limit is at least 1.', {
      code: 'parameter_invalid_integer',
      param: 'restrictions[completed_sessions][limit]',
    });
  }
  if (params.submit_type === 'subscribe') {
    throw new ApiError('submit-type', 400, 'submit_type subscribe is for recurring prices.', { param: 'submit_type' });
  }
  checkShippingOptions(params.shipping_options || []);
  if (params.shipping_address_collection && params.shipping_address_collection.allowed_countries.length === 0) {
    throw new ApiError('shipping-countries', 400, 'At least one country is needed.', {
      param: 'shipping_address_collection[allowed_countries]',
    });
  }
}

function checkAfterCompletion(given: CreateParams['after_completion']): void {
  if (!given) return;
  const { type, redirect, hosted_confirmation: confirmation } = given;
  const refuse = (message: string, param: string, code: string | null = null): ApiError =>
    new ApiError('after-completion', 400, message, { code, param: `after_completion[${param}]` });
  if (type === 'redirect' && !redirect) throw refuse('A redirect needs a URL.', 'redirect', 'parameter_missing');
  if (type === 'redirect' && confirmation) throw refuse('A redirect shows no confirmation.', 'hosted_confirmation');
  if (type === 'hosted_confirmation' && redirect) throw refuse('A confirmation does not redirect.', 'redirect');
  if (redirect && (!URL.canParse(redirect.url) || !/^https?:$/.test(new URL(redirect.url).protocol))) {
    throw refuse('Not a valid URL; it needs an explicit scheme such as https.', 'redirect][url', 'url_invalid');
  }
}
