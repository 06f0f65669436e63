import type { CatalogItem } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { openChoices, type PricedLine } from '../cart/priced-cart.js';
import type { Messages } from '../messages/messages.js';
import { webUrl } from './web-url.js';

/** What a line can ask of the cart. */
export interface LineActions {
  setQuantity(line: PricedLine, quantity: number): void;
  choose(line: PricedLine, name: string, value: string): void;
}

export type Money = (amount: number, currency: string) => string;

/** One line of the cart. Everything in it that came from the catalogue or from storage is text. */
export function cartLine(priced: PricedLine, messages: Messages, money: Money, actions: LineActions): TemplateResult {
  const { item, line, obstacle } = priced;
  const name = item?.name ?? line.item;
  const price = (amount: number) => (item && obstacle !== 'item_unavailable' ? money(amount, item.currency) : '');
  const url = webUrl(item?.url ?? null);
  return html`<li class="line" part="line">
    ${picture(item)} ${url ? html`<a class="name" href=${url}>${name}</a>` : html`<span class="name">${name}</span>`}
    <span class="amount">${price(priced.subtotal)}</span>
    <div class="facts note">
      ${line.options.map((option) => html`<div>${option.name}: ${option.value}</div>`)}
      ${line.quantity > 1 && price(1) ? html`<div>${messages.each(price(priced.unitAmount))}</div>` : nothing}
      ${obstacle ? html`<p part="obstacle">${messages.obstacles[obstacle]}</p>` : nothing}
      ${item && obstacle === 'invalid_option' ? choices(priced, item, messages, actions) : nothing}
    </div>
    <div class="controls row">
      ${stepper(priced, name, messages, actions)}
      <button class="quiet" aria-label=${messages.removeItem(name)} @click=${() => actions.setQuantity(priced, 0)}>
        ${messages.remove}
      </button>
    </div>
  </li>`;
}

function picture(item: CatalogItem | null): TemplateResult {
  const image = webUrl(item?.image ?? null);
  // The box is there before the picture is, and when it never comes.
  return image
    ? html`<img
        class="picture"
        src=${image}
        alt=""
        width="72"
        height="72"
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
      />`
    : html`<span class="picture"></span>`;
}

/** Minus, the number itself to type over, plus. Steps as large as the catalogue says. */
function stepper(priced: PricedLine, name: string, messages: Messages, actions: LineActions): TemplateResult {
  const { quantity } = priced.line;
  const { min, max, step } = priced.item?.quantity ?? { min: 1, max: 1, step: 1 };
  const button = (label: string, sign: string, to: number, stop: boolean) =>
    html`<button aria-label=${label} ?disabled=${stop} @click=${() => actions.setQuantity(priced, to)}>
      ${sign}
    </button>`;
  return html`<span class="stepper" part="stepper">
    ${button(messages.fewer(name), '−', quantity - step, quantity - step < min)}
    <input
      aria-label=${messages.quantityOf(name)}
      type="number"
      inputmode="numeric"
      .value=${String(quantity)}
      min=${min}
      max=${max}
      step=${step}
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        actions.setQuantity(priced, input.value === '' ? NaN : Number(input.value));
        input.value = String(quantity);
      }}
    />
    ${button(messages.more(name), '+', quantity + step, quantity + step > max)}
  </span>`;
}

/** The choices still to be made, where they are among given values. */
function choices(priced: PricedLine, item: CatalogItem, messages: Messages, actions: LineActions): TemplateResult[] {
  return openChoices(priced.line, item).flatMap((option) =>
    option.kind === 'text'
      ? []
      : [
          html`<select
            aria-label=${option.name}
            @change=${(event: Event) => actions.choose(priced, option.name, (event.target as HTMLSelectElement).value)}
          >
            <option value="">${messages.choose}: ${option.name}</option>
            ${option.values.map(({ value }) => html`<option value=${value}>${value}</option>`)}
          </select>`,
        ],
  );
}
