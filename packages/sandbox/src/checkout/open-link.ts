import type Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { newId } from '../account/identifier.js';
import type { WireLineItem } from '../account/wire.js';
import { A_DAY, offered } from '../api/session-create.js';
import { openSession } from '../api/session-opening.js';
import type { CheckoutRecord } from './checkout-record.js';
import { applyPromotionCode } from './discount.js';
import type { LinkParameters } from './link-parameters.js';
import type { PaymentLinkRecord } from './payment-link-record.js';

type SessionParams = Stripe.Checkout.SessionCreateParams;

/** A buyer opens an active link: each time that makes a session, which the link's settings and its URL describe. */
export function openLink(
  account: Account,
  { link, lineItems, origin }: PaymentLinkRecord,
  parameters: LinkParameters,
): CheckoutRecord {
  const { hosted_confirmation: confirmation, redirect } = link.after_completion;
  const params: SessionParams = {
    ...settingsFrom(link),
    ...given({
      client_reference_id: parameters.clientReferenceId,
      customer_email: parameters.lockedEmail,
      locale: parameters.locale ?? 'auto',
      success_url: redirect ? withUtm(redirect.url, parameters.utm) : null,
    }),
  };
  const record = openSession(account, {
    params,
    origin,
    currency: link.currency,
    types: offered(account, link.currency, params),
    expiresAt: account.clock.now() + A_DAY,
    discount: null,
    shippingOptions: link.shipping_options.map((option) => ({ ...option })),
    lineItems: lineItems.map(copyOf),
    paymentLink: {
      id: link.id,
      gives: {
        prefilledEmail: parameters.prefilledEmail,
        confirmation: redirect ? null : { message: confirmation?.custom_message ?? null },
      },
    },
  });
  // A code that cannot be redeemed is passed over, as every other parameter that is wrong.
  if (parameters.promotionCode !== null) applyPromotionCode(account, record, parameters.promotionCode);
  return record;
}

function settingsFrom(link: Stripe.PaymentLink): SessionParams {
  const { consent_collection: consent, payment_intent_data: intent } = link;
  return {
    mode: 'payment',
    allow_promotion_codes: link.allow_promotion_codes,
    automatic_tax: { enabled: link.automatic_tax.enabled },
    billing_address_collection: link.billing_address_collection,
    customer_creation: link.customer_creation,
    metadata: link.metadata,
    phone_number_collection: link.phone_number_collection,
    submit_type: link.submit_type,
    ...given({
      consent_collection:
        consent && given({ promotions: consent.promotions, terms_of_service: consent.terms_of_service }),
      payment_intent_data:
        intent &&
        given({
          capture_method: intent.capture_method,
          description: intent.description,
          metadata: intent.metadata,
          setup_future_usage: intent.setup_future_usage,
          statement_descriptor: intent.statement_descriptor,
          statement_descriptor_suffix: intent.statement_descriptor_suffix,
        }),
      shipping_address_collection: link.shipping_address_collection,
    }),
  };
}

type Given<T> = { [Key in keyof T]?: NonNullable<T[Key]> };

/** Without what is null: parameters that nobody gave. */
function given<T extends object>(settings: T): Given<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) as Given<T>;
}

function copyOf(item: WireLineItem): WireLineItem {
  return { ...structuredClone(item), id: newId('li') };
}

/** The address as it stands, placeholder and all, with the codes behind it. */
function withUtm(url: string, utm: ReadonlyMap<string, string>): string {
  if (utm.size === 0) return url;
  const [address = '', ...fragment] = url.split('#');
  const codes = new URLSearchParams([...utm]).toString();
  return [`${address}${address.includes('?') ? '&' : '?'}${codes}`, ...fragment].join('#');
}
