import { html, type TemplateResult } from 'lit/html.js';
import type { PanelActions, PanelModel } from '../views/panel-model.js';
import { troubleEn as words } from './trouble-en.js';

/** Lines of payments that are not over: in sight, but out of the cart. */
export function heldPayments({ cart, catalog, messages }: PanelModel, actions: PanelActions): TemplateResult[] {
  return cart.held.map(
    ({ attempt, lines }) =>
      html`<section class="notice" part="held">
        <strong>${words.beingPaid}</strong>
        <ul>
          ${lines.map(({ item, quantity }) => html`<li>${quantity} × ${catalog.items.get(item)?.name ?? item}</li>`)}
        </ul>
        <p class="note">${words.beingPaidNote}</p>
        <div class="row">
          <button @click=${() => actions.check()}>${messages.checkAgain}</button>
          <button class="quiet" @click=${() => actions.apply({ type: 'again', attempt })}>${words.orderAgain}</button>
        </div>
      </section>`,
  );
}
