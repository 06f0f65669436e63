import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { formatAmount } from '../money/currency.js';
import { markup, type Html } from './markup.js';
import { pageResponse } from './page.js';

/** What was filled in, so that a decline does not empty the form; card details are never given back. */
export type Entries = Readonly<Record<string, string>>;

const SUBMIT: Readonly<Record<string, string>> = { auto: 'Pay', pay: 'Pay', book: 'Book', donate: 'Donate' };

/** The payment page of an open session. */
export function checkoutPage(
  account: Account,
  record: CheckoutRecord,
  entries: Entries,
  problem: string | null,
): Response {
  const { session } = record;
  const money = (amount: number | null): string => formatAmount(amount ?? 0, session.currency ?? 'usd');
  const free = session.amount_total === 0;
  const verb = SUBMIT[session.submit_type ?? 'auto'] ?? 'Pay';
  const body = markup` <section aria-label="Order">
      ${session.cancel_url === null ? null : markup`<p><a data-testid="back" href="${session.cancel_url}">← Back</a></p>`}
      <h1>Pay the shop</h1>
      <p class="total" data-testid="total">${money(session.amount_total)}</p>
      <ul class="lines">
        ${record.lineItems.map(
          (item) =>
            markup`<li>
              <span>${item.description}<small>Qty ${item.quantity}</small></span
              ><span>${money(item.amount_total)}</span>
            </li>`,
        )}
      </ul>
      <dl class="sums">
        <div>
          <dt>Subtotal</dt>
          <dd>${money(session.amount_subtotal)}</dd>
        </div>
        ${
          session.shipping_cost
            ? markup`<div>
                <dt>Shipping</dt>
                <dd>${money(session.shipping_cost.amount_total)}</dd>
              </div>`
            : null
        }
        <div>
          <dt>Total</dt>
          <dd>${money(session.amount_total)}</dd>
        </div>
      </dl>
    </section>
    <section class="panel" aria-label="Payment">
      ${problem === null ? null : markup`<p class="problem" role="alert" data-testid="problem">${problem}</p>`}
      <form method="post" novalidate>
        ${contactFields(record, entries)} ${shippingFields(account, record, entries)}
        ${free ? null : cardFields(entries)}
        ${
          session.consent_collection?.terms_of_service === 'required'
            ? markup`<label class="choice"
                ><input type="checkbox" name="termsOfServiceConsentCheckbox" value="true" /> I agree to the shop’s terms
                of service</label
              >`
            : null
        }
        <button type="submit" data-testid="hosted-payment-submit-button">
          ${free ? 'Complete order' : `${verb} ${money(session.amount_total)}`}
        </button>
      </form>
      ${
        free
          ? null
          : markup`<details>
              <summary>Test cards</summary>
              <p>
                <code>4242 4242 4242 4242</code> pays, <code>4000 0000 0000 0002</code> is declined,
                <code>4000 0000 0000 9995</code> has insufficient funds. Any date in the future and any three digits
                will do.
              </p>
            </details>`
      }
    </section>`;
  return pageResponse('Checkout', body, problem === null ? 200 : 402);
}

function contactFields({ session }: CheckoutRecord, entries: Entries): Html {
  const email = session.customer_details?.email ?? session.customer_email;
  return markup`<h2>Contact</h2>
    <label for="email">Email</label>
    <input
      id="email"
      name="email"
      type="email"
      autocomplete="email"
      required
      value="${entries['email'] ?? email}"
      ${email ? markup`readonly` : null}
    />
    ${
      session.phone_number_collection?.enabled
        ? markup`<label for="phoneNumber">Phone</label
            ><input
              id="phoneNumber"
              name="phoneNumber"
              type="tel"
              autocomplete="tel"
              required
              value="${entries['phoneNumber']}"
            />`
        : null
    }`;
}

function shippingFields(account: Account, { session }: CheckoutRecord, entries: Entries): Html {
  const countries = session.shipping_address_collection?.allowed_countries ?? [];
  const field = (name: string, label: string, autocomplete: string, required: boolean): Html =>
    markup`<label for="${name}">${label}</label
      ><input
        id="${name}"
        name="${name}"
        autocomplete="shipping ${autocomplete}"
        ${required ? markup`required` : null}
        value="${entries[name]}"
      />`;
  const address = markup`<h2>Shipping address</h2>
    ${field('shippingName', 'Full name', 'name', true)}
    <label for="shippingCountry">Country</label>
    <select id="shippingCountry" name="shippingCountry" autocomplete="shipping country">
      ${countries.map(
        (country) =>
          markup`<option value="${country}" ${entries['shippingCountry'] === country ? markup`selected` : null}>
            ${country}
          </option>`,
      )}
    </select>
    ${field('shippingAddressLine1', 'Address', 'address-line1', true)}
    ${field('shippingAddressLine2', 'Address line 2 (optional)', 'address-line2', false)}
    <div class="pair">
      <div>${field('shippingPostalCode', 'Postal code', 'postal-code', true)}</div>
      <div>${field('shippingLocality', 'City', 'address-level2', true)}</div>
    </div>`;
  const methods = markup`<h2>Shipping method</h2>
    ${session.shipping_options.map(({ shipping_rate: id, shipping_amount: amount }) => {
      const rate = account.shippingRates.get(String(id));
      const chosen = session.shipping_cost?.shipping_rate === id;
      return markup`<label class="choice"
        ><input type="radio" name="shippingRate" value="${String(id)}" ${chosen ? markup`checked` : null} />
        ${rate?.display_name} (${formatAmount(amount, session.currency ?? 'usd')})</label
      >`;
    })}`;
  return markup`${countries.length > 0 ? address : null}${session.shipping_options.length > 0 ? methods : null}`;
}

function cardFields(entries: Entries): Html {
  return markup`<h2>Card</h2>
    <label for="cardNumber">Card number</label>
    <input
      id="cardNumber"
      name="cardNumber"
      inputmode="numeric"
      autocomplete="cc-number"
      placeholder="4242 4242 4242 4242"
      required
    />
    <div class="pair">
      <div>
        <label for="cardExpiry">Expiry</label
        ><input
          id="cardExpiry"
          name="cardExpiry"
          inputmode="numeric"
          autocomplete="cc-exp"
          placeholder="MM / YY"
          required
        />
      </div>
      <div>
        <label for="cardCvc">CVC</label
        ><input id="cardCvc" name="cardCvc" inputmode="numeric" autocomplete="cc-csc" placeholder="123" required />
      </div>
    </div>
    <label for="billingName">Name on card</label>
    <input id="billingName" name="billingName" autocomplete="cc-name" required value="${entries['billingName']}" />`;
}

/** There is nothing to pay here, and the buyer is told why and where to go. */
export function closedPage(record: CheckoutRecord | null, destination: string | null): Response {
  const status = record?.session.status;
  const [title, text] =
    status === 'complete'
      ? ['Already paid', 'This order is complete. There is nothing more to pay.']
      : status === 'expired'
        ? [
            'Checkout expired',
            'This checkout has expired, and nothing was charged. Go back to the shop to start again.',
          ]
        : ['Nothing here', 'This checkout does not exist.'];
  return pageResponse(
    title,
    markup`<section class="panel message" data-testid="closed-${status ?? 'unknown'}">
      <h2>${title}</h2>
      <p>${text}</p>
      ${destination === null ? null : markup`<p><a data-testid="back" href="${destination}">Return to the shop</a></p>`}
    </section>`,
    status === 'complete' ? 200 : status === 'expired' ? 410 : 404,
  );
}
