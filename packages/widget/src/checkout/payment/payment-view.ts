import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../../messages/en.js';
import { paymentEn as words } from './payment-en.js';
import { hasStopped, isLocked } from './payment-state.js';
import type { PaymentStep } from './payment-step.js';

/** Everything of the step that is not Stripe's: the frame, and in it the form of its mode. */
export function paymentView(step: PaymentStep): TemplateResult {
  const { state, form, storefront } = step;
  const stopped = hasStopped(state);
  const text = buttonText(step);
  return html`<div class="row">
      <h2 tabindex="-1">${en.paying}</h2>
      <button class="quiet" aria-disabled=${String(isLocked(state))} @click=${step.leave}>${words.editCart}</button>
    </div>
    <div role="alert">${stopped ? wayOut(step) : nothing}</div>
    <div ?hidden=${stopped}>
      ${state.at === 'loading' ? html`<p class="empty">${words.loading}</p>` : nothing}
      ${form?.view(state.at !== 'filling')} ${storefront.recurring?.agreement(step.cart, step.money, form?.session)}
      <p class="notice" role="alert">${noticeOf(step)}</p>
      ${step.isLate && state.at === 'filling' ? payHosted(step, 'quiet link') : nothing}
      ${
        form?.due && text
          ? html`<button
              class="primary"
              part="pay"
              aria-disabled=${String(state.at !== 'filling')}
              @click=${() => step.pay()}
            >
              ${text}
            </button>`
          : nothing
      }
    </div>
    <p class="unseen" role="status">${text}</p>
    ${storefront.catalog.config?.livemode ? nothing : html`<p class="badge" part="badge">${en.testMode}</p>`}`;
}

/** Where the form is of no use: what else can be done. Why that is so, is told by what is loaded then. */
function wayOut(step: PaymentStep): TemplateResult {
  const { checkout, trouble } = step;
  const { at } = step.state;
  const isUnsure = at === 'unsure';
  const [why, again] = isUnsure
    ? [en.orders.unknown.join('. '), en.checkAgain]
    : (trouble?.whyStopped(at) ?? [en.problem, en.retry]);
  return html`<section class="notice">
    <p>${why}</p>
    ${at === 'unavailable' ? payHosted(step, 'primary') : nothing}
    <button @click=${isUnsure ? step.check : () => checkout.restart()}>${again}</button>
  </section>`;
}

/** The same cart, under the same attempt: what is open here is closed before anything opens there. */
function payHosted({ checkout }: PaymentStep, style: string): TemplateResult {
  return html`<button class=${style} @click=${() => checkout.restart('hosted')}>${words.payHosted}</button>`;
}

function noticeOf({ state, trouble }: PaymentStep): string {
  if (state.at === 'waiting') return trouble?.mishapText('waiting') ?? en.confirming;
  return state.at === 'filling' ? state.notice : '';
}

function buttonText({ state, form }: PaymentStep): string {
  if (state.at === 'confirming' || state.at === 'waiting') return words.paying;
  if (state.at === 'verifying') return en.confirming;
  return form?.due && state.at !== 'loading' ? words.pay(form.due) : '';
}
