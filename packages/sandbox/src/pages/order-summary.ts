import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { formatAmount } from '../money/currency.js';
import { markup, type Html } from './markup.js';
import { recurringWords } from './recurring-words.js';
import { quantityOf, type QuantityProblem } from './quantity.js';

/** What is being bought and what it comes to, as a slip of paper. */
export function orderSummary(
  account: Account,
  record: CheckoutRecord,
  promotion: Html | null,
  quantityProblem: QuantityProblem | null = null,
): Html {
  const { session, lineItems } = record;
  const recurring = recurringWords(account, record);
  const money = (amount: number | null | undefined): string => formatAmount(amount ?? 0, session.currency ?? 'usd');
  const { total_details: totals } = session;
  return markup`<section class="order" aria-label="Order">
    ${session.cancel_url === null || session.status !== 'open' ? null : markup`<p class="back"><a data-testid="back" href="${session.cancel_url}"><span aria-hidden="true" class="arrow"></span>Back to the shop</a></p>`}
    <div class="slip">
      <h1>${session.mode === 'setup' ? 'Save a payment method' : 'Your order'}</h1>
      <p class="total" data-testid="total">${money(session.amount_total)}</p>
      ${recurring === null ? null : markup`<p data-testid="recurring">${recurring}</p>`}
      <ul class="lines">
        ${lineItems.map(
          (item) =>
            markup`<li>
              ${picture(account, item.price.product)}
              <span class="what">${item.description}${quantityOf(item, session.status === 'open', quantityProblem)}</span>
              <span class="amount">${money(item.amount_subtotal)}</span>
            </li>`,
        )}
      </ul>
      <dl class="sums">
        ${sum('Subtotal', money(session.amount_subtotal))}
        ${totals?.amount_discount ? sum('Discount', `−${money(totals.amount_discount)}`) : null}
        ${session.shipping_cost ? sum('Shipping', money(session.shipping_cost.amount_total)) : null}
        ${totals?.amount_tax ? sum('Tax', money(totals.amount_tax)) : null}
        ${sum('Total', money(session.amount_total))}
      </dl>
      ${promotion}
    </div>
  </section>`;
}

function sum(name: string, amount: string): Html {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${amount}</dd>
  </div>`;
}

/** The product's first picture, where it has one. */
function picture(account: Account, product: string | { readonly id: string }): Html | null {
  const src = account.products.get(typeof product === 'string' ? product : product.id)?.images[0];
  return src && /^https?:\/\//i.test(src)
    ? markup`<img src="${src}" alt="" width="56" height="56" loading="lazy" referrerpolicy="no-referrer" />`
    : null;
}
