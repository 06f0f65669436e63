import { isEmail } from '../api/customers.js';
import { valuesOf } from '../api/read-params.js';

/** What Stripe reads from the URL at which a payment link is opened. What is not as it should be counts as not given. */
export interface LinkParameters {
  readonly clientReferenceId: string | null;
  /** One of Stripe's codes. */
  readonly locale: string | null;
  /** Filled in, and the buyer may change it. */
  readonly prefilledEmail: string | null;
  /** Filled in for good. */
  readonly lockedEmail: string | null;
  readonly promotionCode: string | null;
  /** Handed on to the shop's page after the payment. */
  readonly utm: ReadonlyMap<string, string>;
}

const REFERENCE = /^[\w-]{1,200}$/;
const UTM_CODES = ['utm_source', 'utm_content', 'utm_medium', 'utm_term', 'utm_campaign'];
const UTM_VALUE = /^[\w-]{1,150}$/;

/** https://docs.stripe.com/payment-links/url-parameters */
export function readLinkParameters(query: URLSearchParams): LinkParameters {
  const given = (name: string, isValid: (value: string) => boolean): string | null => {
    const value = query.get(name);
    return value !== null && isValid(value) ? value : null;
  };
  const utm = UTM_CODES.map((code) => [code, given(code, (value) => UTM_VALUE.test(value))] as const);
  return {
    clientReferenceId: given('client_reference_id', (value) => REFERENCE.test(value)),
    locale: given('locale', (value) => LOCALES.includes(value)),
    prefilledEmail: given('prefilled_email', isEmail),
    lockedEmail: given('locked_prefilled_email', isEmail),
    promotionCode: given('prefilled_promo_code', (value) => value !== ''),
    utm: new Map(utm.filter((entry): entry is [string, string] => entry[1] !== null)),
  };
}

const LOCALES = valuesOf('checkout.sessions.create', 'locale');
