import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isBusy } from '../checkout/checkout-state.js';
import type { WidgetProblem } from '../proxy-client.js';
import { cartLine } from './cart-line.js';
import { orderSummary } from './order-summary.js';
import type { PanelActions, PanelModel } from './panel-model.js';

/** Longest sentence of the owner's that is shown, in UTF-16 code units. */
const MAX_OWNER_SENTENCE = 300;

/** Everything below the panel's heading, by the state it is in. */
export function cartPanel(model: PanelModel, actions: PanelActions): TemplateResult {
  const { cart, catalog, checkout, messages, trouble, links } = model;
  if (checkout.at === 'answered') {
    return html`<div class="body">
      ${orderSummary(checkout.order, model)}
      <button @click=${() => actions.rest()}>${messages.backToCart}</button>
    </div>`;
  }
  if (checkout.at === 'paying') return html`<div class="body"><slot name="payment">${messages.starting}</slot></div>`;
  return html`<div class="body">
      <div role="status">
        ${model.notice ? html`<p class="notice">${model.notice}</p>` : nothing}
        ${
          checkout.at === 'stopped'
            ? (links?.noLink(model, checkout.problem, actions) ??
              problemNotice(checkout.problem, model, actions, () => actions.pay()))
            : nothing
        }
        ${checkout.at === 'price-changed' ? (trouble?.priceChange(model, checkout, actions) ?? messages.loading) : nothing}
        ${catalog.problem && !catalog.loading ? problemNotice(catalog.problem, model, actions, () => actions.reload()) : nothing}
        ${trouble?.heldPayments(model, actions)}
      </div>
      ${
        cart.lines.length === 0
          ? html`<div class="empty" part="empty"><slot name="empty">${messages.empty}</slot></div>`
          : catalog.config
            ? html`<ul part="lines">
                ${model.priced.lines.map((line) => cartLine(line, model, actions))}
              </ul>`
            : html`<p class="empty" ?hidden=${!catalog.loading}>${messages.loading}</p>`
      }
    </div>
    ${cart.lines.length > 0 && catalog.config && checkout.at !== 'price-changed' ? payment(model, actions) : nothing}`;
}

function payment(model: PanelModel, actions: PanelActions): TemplateResult {
  const { priced, catalog, checkout, messages, money, trouble, recurring, links } = model;
  const obstacle =
    catalog.config?.closed?.slice(0, MAX_OWNER_SENTENCE) ??
    (priced.conflict && (trouble?.messages.conflicts[priced.conflict] ?? messages.problem));
  const stopped = obstacle !== null || priced.payable.length === 0;
  return html`<div class="foot" part="footer">
    ${obstacle ? html`<p class="notice" role="status">${obstacle}</p>` : nothing}
    ${
      priced.currency
        ? html`<div class="row total" part="total">
            <span>${messages.subtotal}</span><span class="amount">${money(priced.subtotal, priced.currency)}</span>
          </div>`
        : nothing
    }
    ${links?.youSet(model)} ${recurring?.agreement(priced, money)}
    <p class="note">${messages.taxesLater}</p>
    ${
      checkout.at === 'leaving'
        ? html`<a class="primary" part="checkout" href=${checkout.url} target="_top">${messages.continue}</a>`
        : html`<button
            class="primary"
            part="checkout"
            aria-disabled=${String(isBusy(checkout) || stopped)}
            @click=${() => stopped || actions.pay()}
          >
            ${messages[isBusy(checkout) ? checkout.at : 'checkout']}
          </button>`
    }
    ${catalog.config?.livemode ? nothing : html`<p class="badge" part="badge">${messages.testMode}</p>`}
    <slot name="footer"></slot>
  </div>`;
}

/** What went wrong, and the next step: to try again, or to look at the cart as it can be sold now. */
function problemNotice(
  problem: WidgetProblem,
  { messages, trouble }: PanelModel,
  actions: PanelActions,
  again: () => void,
): TemplateResult {
  const lookThrough = trouble?.isCartProblem(problem) && trouble.messages.lookThrough;
  const look = () => {
    actions.rest();
    actions.reload();
  };
  return html`<div class="notice" part="problem">
    <p>${trouble?.problemText(problem) ?? messages.problem}</p>
    <button @click=${lookThrough ? look : again}>${lookThrough || messages.retry}</button>
  </div>`;
}
