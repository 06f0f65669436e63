import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PricedLine } from '../cart/priced-cart.js';
import type { PanelActions, PanelModel } from './panel-model.js';

/** One line of the cart. Everything in it that came from the catalogue or from storage is text. */
export function cartLine(priced: PricedLine, model: PanelModel, actions: PanelActions): TemplateResult {
  const { messages, money, trouble } = model;
  const { item, line, obstacle } = priced;
  const name = item?.name ?? line.item;
  const price = (amount: number) => item && money(amount, item.currency);
  const url = webUrl(item?.url);
  const image = webUrl(item?.image);
  // The picture's box is there before the picture is, and when it never comes.
  return html`<li class="line" part="line">
    ${
      image
        ? html`<img class="picture" src=${image} alt="" loading="lazy" referrerpolicy="no-referrer" />`
        : html`<span class="picture"></span>`
    }
    ${url ? html`<a class="name" href=${url}>${name}</a>` : html`<span class="name">${name}</span>`}
    <span class="amount">${price(priced.subtotal)}</span>
    <div class="note">
      ${line.options.map((option) => html`<div>${option.name}: ${option.value}</div>`)}
      ${item && line.quantity > 1 ? messages.each(price(priced.unitAmount) ?? '') : nothing}
      ${obstacle ? trouble?.lineObstacle(priced, obstacle, actions) : nothing}
    </div>
    <div class="row">
      ${stepper(priced, name, model, actions)}
      <button class="quiet" aria-label=${messages.removeItem(name)} @click=${() => actions.changeLine(priced, 0)}>
        ${messages.remove}
      </button>
    </div>
  </li>`;
}

/** Minus, the number itself to type over, plus. Steps as large as the catalogue says. */
function stepper(priced: PricedLine, name: string, { messages }: PanelModel, actions: PanelActions): TemplateResult {
  const { quantity } = priced.line;
  const { min, max, step } = priced.item?.quantity ?? { min: 1, max: 1, step: 1 };
  const button = (label: string, sign: string, to: number) =>
    html`<button aria-label=${label} ?disabled=${to < min || to > max} @click=${() => actions.changeLine(priced, to)}>
      ${sign}
    </button>`;
  return html`<span class="stepper" part="stepper">
    ${button(messages.fewer(name), '−', quantity - step)}
    <input
      aria-label=${messages.quantityOf(name)}
      inputmode="numeric"
      .value=${String(quantity)}
      @change=${({ target }: Event) => {
        const input = target as HTMLInputElement;
        const typed = Number(input.value);
        input.value = String(quantity);
        actions.changeLine(priced, typed || min);
      }}
    />
    ${button(messages.more(name), '+', quantity + step)}
  </span>`;
}

/** A catalogue's address as far as a page may use it: http(s) or nothing. */
function webUrl(text: string | null | undefined): string | null {
  return text && URL.canParse(text) && /^https?:/.test(new URL(text).protocol) ? text : null;
}
