import type { Account } from '../account/account.js';
import { asksForMethod } from '../checkout/asked-method.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { formatAmount } from '../money/currency.js';
import { isRedirect, isVoucher, PAYMENT_METHODS, type PaymentMethodType } from '../payment/payment-methods.js';
import { complained, field, type Filled } from './field.js';
import { markup, type Html } from './markup.js';

const SUBMIT: Readonly<Record<string, string>> = { auto: 'Pay', pay: 'Pay', book: 'Book', donate: 'Donate' };

/** Everything the buyer fills in, in one form that works without script. */
export function paymentForm(account: Account, record: CheckoutRecord, filled: Filled): Html {
  const { session } = record;
  const asks = asksForMethod(session);
  return markup`<section class="panel" aria-label="Payment">
    ${filled.complaint === null ? null : markup`<p class="problem" role="alert" id="problem" data-testid="problem">${filled.complaint.message}</p>`}
    <form id="pay" method="post" novalidate>
      ${contactFields(record, filled)} ${shippingFields(account, record, filled)}
      ${asks ? methodFields(session.payment_method_types, filled) : null}
      ${
        session.consent_collection?.terms_of_service === 'required'
          ? markup`<label class="choice terms"
              ><input
                type="checkbox"
                name="termsOfServiceConsentCheckbox"
                value="true"
                ${filled.entries['termsOfServiceConsentCheckbox'] ? markup`checked` : null}
                ${complained('termsOfServiceConsentCheckbox', filled.complaint)}
              />
              <span>I agree to the shop’s terms of service</span></label
            >`
          : null
      }
      <button class="pay" type="submit" data-testid="hosted-payment-submit-button">
        ${submitWords(session)}
      </button>
    </form>
  </section>`;
}

function submitWords({ amount_total: total, currency, mode, submit_type: type }: CheckoutRecord['session']): string {
  if (mode === 'setup') return 'Save';
  if (mode === 'subscription')
    return total ? `Subscribe and pay ${formatAmount(total, currency ?? 'usd')}` : 'Start trial';
  if (!total) return 'Complete order';
  return `${SUBMIT[type ?? 'auto'] ?? 'Pay'} ${formatAmount(total, currency ?? 'usd')}`;
}

function contactFields({ session, fromLink }: CheckoutRecord, filled: Filled): Html {
  const known = session.customer_details?.email ?? session.customer_email;
  return markup`<h2>Contact</h2>
    ${field('email', 'Email', filled, {
      autocomplete: 'email',
      type: 'email',
      readonly: Boolean(known),
      value: known ?? filled.entries['email'] ?? fromLink?.prefilledEmail ?? null,
    })}
    ${
      session.phone_number_collection?.enabled
        ? field('phoneNumber', 'Phone', filled, { autocomplete: 'tel', type: 'tel' })
        : null
    }`;
}

function shippingFields(account: Account, { session }: CheckoutRecord, filled: Filled): Html {
  const countries = session.shipping_address_collection?.allowed_countries ?? [];
  const countryName = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  const part = (name: string, label: string, autocomplete: string, optional = false): Html =>
    field(name, label, filled, { autocomplete: `shipping ${autocomplete}`, optional });
  const address = markup`<h2>Shipping address</h2>
    ${part('shippingName', 'Full name', 'name')}
    <div class="field">
      <label for="shippingCountry">Country or region</label>
      <select id="shippingCountry" name="shippingCountry" autocomplete="shipping country" ${complained('shippingCountry', filled.complaint)}>
        ${countries.map(
          (country) =>
            markup`<option value="${country}" ${filled.entries['shippingCountry'] === country ? markup`selected` : null}>
              ${countryName.of(country)}
            </option>`,
        )}
      </select>
    </div>
    ${part('shippingAddressLine1', 'Address line 1', 'address-line1')}
    ${part('shippingAddressLine2', 'Address line 2 (optional)', 'address-line2', true)}
    <div class="pair">
      ${part('shippingPostalCode', 'Postal code', 'postal-code')} ${part('shippingLocality', 'City', 'address-level2')}
    </div>`;
  const ways = markup`<fieldset>
    <legend>Shipping method</legend>
    ${session.shipping_options.map(({ shipping_rate: id, shipping_amount: amount }) => {
      const rate = account.shippingRates.get(String(id));
      const chosen = session.shipping_cost?.shipping_rate === id;
      return markup`<label class="choice"
        ><input type="radio" name="shippingRate" value="${String(id)}" ${chosen ? markup`checked` : null} />
        <span>${rate?.display_name}</span> <span class="amount">${formatAmount(amount, session.currency ?? 'usd')}</span></label
      >`;
    })}
  </fieldset>`;
  return markup`${countries.length > 0 ? address : null}${session.shipping_options.length > 0 ? ways : null}`;
}

/** Card, delayed and redirect methods. Which fields are shown follows the radio by style alone. */
export function methodFields(types: readonly string[], filled: Filled): Html {
  const methods = PAYMENT_METHODS.filter(({ type }) => types.includes(type));
  const chosen = methods.find(({ type }) => type === filled.entries['paymentMethod']) ?? methods[0];
  return markup`<fieldset class="methods">
    <legend>Pay with</legend>
    ${methods.map(
      ({ type, label }) =>
        markup`<div class="method">
          <label class="choice"
            ><input
              type="radio"
              name="paymentMethod"
              value="${type}"
              ${type === chosen?.type ? markup`checked` : null}
            />
            <span>${label}</span></label
          >
          <div class="details">${detailsOf(type, label, filled)}</div>
        </div>`,
    )}
  </fieldset>`;
}

function detailsOf(type: PaymentMethodType, label: string, filled: Filled): Html {
  if (type === 'card') return cardFields(filled);
  if (isRedirect(type)) {
    return markup`<p class="note">You leave this page for a stand-in of ${label}, say yes or no there, and come back.</p>`;
  }
  if (isVoucher(type)) {
    return markup`<p class="note">You get a number to pay with at a till. Until then the order waits.</p>`;
  }
  const { account, note, hint } = BANK_FIELDS[type];
  return markup`${field(`${type}Account`, account, filled, { autocomplete: 'off', hint, numeric: true })}
    ${field('accountName', 'Name on the account', filled, { autocomplete: 'name' })}
    <p class="note">${note} The bank answers days later; until then the order is being processed.</p>`;
}

const BANK_FIELDS = {
  bacs_debit: { account: 'Account number', hint: '00012345', note: 'Sort code 10-88-00.' },
  sepa_debit: { account: 'IBAN', hint: 'DE89 3704 0044 0532 0130 00', note: '' },
  us_bank_account: { account: 'Account number', hint: '000123456789', note: 'Routing number 110000000.' },
} as const;

function cardFields(filled: Filled): Html {
  // A decline asks for the number again, as a page without script must: nothing keeps card numbers for the buyer.
  const shown = filled.entries['fill'] === undefined ? null : undefined;
  const digits = (name: string, label: string, autocomplete: string, hint: string): Html =>
    field(name, label, filled, {
      autocomplete,
      hint,
      numeric: true,
      ...(shown === null ? { value: null } : {}),
    });
  return markup`${digits('cardNumber', 'Card number', 'cc-number', '1234 1234 1234 1234')}
    <div class="pair">
      ${digits('cardExpiry', 'Expiry (MM / YY)', 'cc-exp', 'MM / YY')}
      ${digits('cardCvc', 'Security code', 'cc-csc', 'CVC')}
    </div>
    ${field('billingName', 'Name on card', filled, { autocomplete: 'cc-name' })}`;
}
