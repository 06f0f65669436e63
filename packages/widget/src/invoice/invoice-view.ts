import type { InvoiceReply, VerifiedInvoice } from '@stripe-cart/contract';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { en } from '../messages/en.js';
import type { OrderWords } from '../messages/messages.js';
import { requirePage } from '../page/current-page.js';
import { amountRow } from '../views/order-summary.js';
import type { WidgetProblem } from '../proxy-client.js';
import type { Money, Trouble } from '../views/panel-model.js';
import { invoiceEn as words } from './invoice-en.js';
import { hasStopped, type InvoiceState } from './invoice-state.js';

export interface InvoiceModel {
  readonly state: InvoiceState;
  /** What became of the last press, or is becoming of it. */
  readonly notice: string;
  /** Null until the proxy has answered. */
  readonly invoice: InvoiceReply | null;
  readonly money: Money;
  /** A day in the language of the page; in seconds since the epoch. */
  readonly day: (seconds: number) => string;
  /** Seconds since the epoch. */
  readonly now: number;
  /** What problems are called, once it is loaded. */
  readonly trouble: Trouble | null;
}

export interface InvoiceActions {
  readonly check: () => void;
  readonly pay: () => void;
}

/** Everything of the invoice's page that is not Stripe's. */
export function invoiceView(model: InvoiceModel, actions: InvoiceActions): TemplateResult {
  const { state, invoice } = model;
  const stopped = hasStopped(state);
  const [title, explanation] = headline(model);
  return html`<section part="invoice" data-status=${invoice?.status ?? state.at}>
      <h2 tabindex="-1">${title}</h2>
      <div role="status">${explanation ? html`<p>${explanation}</p>` : nothing}</div>
      ${invoice ? receipt(invoice, model, title) : nothing}
      <div class="foot" ?hidden=${stopped}>
        <slot name="payment"></slot>
        ${stopped || state.at === 'loading' ? nothing : payment(model, actions)}
      </div>
      <p class=${state.at === 'loading' ? 'note' : 'unseen'} role="status">${progress(state)}</p>
      ${wayOn(model, actions)}
    </section>
    <slot name="footer"></slot>`;
}

/** What somebody came back from paying, as the proxy has verified it. */
export function verifiedInvoice(
  order: VerifiedInvoice,
  model: Pick<InvoiceModel, 'money' | 'trouble'>,
): TemplateResult {
  const { status, reason, invoice, again } = order;
  // Back to the form by the page's own proxy, and nowhere else. Its base URL ends with a slash.
  const form = again?.startsWith(requirePage().proxy) ? again : null;
  const [title, explanation] =
    invoice.status === 'open'
      ? [words.notPaid, `${(reason && model.trouble?.paymentFailureText(reason)) ?? ''} ${form ? '' : words.openAgain}`]
      : (status === 'review' && model.trouble?.orderWords(order)) || wordsOf(invoice.status);
  return html`<section part="order" data-status=${status}>
    <h2 tabindex="-1">${title}</h2>
    <p>${explanation}</p>
    ${receipt(invoice, model, title)}
    ${form ? html`<button class="primary" @click=${() => location.assign(form)}>${words.payAgain}</button>` : nothing}
  </section>`;
}

function headline(model: InvoiceModel): OrderWords {
  const { state, invoice } = model;
  switch (state.at) {
    case 'asking':
      return [invoice ? words.invoice(invoice.number) : words.asking, ''];
    case 'stopped':
      return [words.invoice(null), problemText(state.problem, model.trouble) ?? words.unavailable[1]];
    case 'unavailable':
      return words.unavailable;
    case 'unsure':
      return en.orders.unknown;
    case 'settled':
      return wordsOf(invoice?.status ?? '');
    default:
      return [words.invoice(invoice?.number ?? null), due(model)];
  }
}

function problemText(problem: WidgetProblem | null, trouble: Trouble | null): string | undefined {
  if (problem?.code === 'offline') return words.offline;
  return problem ? trouble?.problemText(problem) : trouble?.messages.problems.invoice_not_found;
}

function wordsOf(status: string): OrderWords {
  const known: Readonly<Record<string, OrderWords>> = words.statuses;
  return (Object.hasOwn(known, status) && known[status]) || words.unknownStatus;
}

function due({ invoice, day, now }: InvoiceModel): string {
  if (!invoice?.dueDate) return '';
  return (invoice.dueDate < now ? words.overdue : words.due)(day(invoice.dueDate));
}

/** @param title what stands above it: the number is said once */
function receipt(invoice: InvoiceReply, { money }: Pick<InvoiceModel, 'money'>, title: string): TemplateResult {
  const { number, currency, lines, restAmount, total, paid, remaining, livemode } = invoice;
  const row = (name: string, amount: number, style = '') => amountRow(name, money(amount, currency), style);
  const isPartly = paid > 0 && remaining > 0;
  const name = words.invoice(number);
  return html`${title === name ? nothing : html`<p class="note">${name}</p>`}
    <ul part="lines">
      ${lines.map(
        ({ description, quantity, amount }) =>
          html`<li class="row">
            <span>${quantity === null ? nothing : html`${quantity} × `}${description}</span>
            <span class="amount">${money(amount, currency)}</span>
          </li>`,
      )}
    </ul>
    <dl part="total">
      ${restAmount === undefined ? nothing : row(words.rest, restAmount)}
      ${row(en.total, total, isPartly ? '' : 'total')}
      ${isPartly ? html`${row(words.paid, paid)} ${row(words.remaining, remaining, 'total')}` : nothing}
    </dl>
    ${livemode === false ? html`<p class="badge" part="badge">${en.testMode}</p>` : nothing}`;
}

function payment(model: InvoiceModel, actions: InvoiceActions): TemplateResult {
  const { state, notice } = model;
  return html`<p class="notice" role="alert" ?hidden=${!notice}>${notice}</p>
    <button class="primary" part="pay" aria-disabled=${String(state.at !== 'filling')} @click=${actions.pay}>
      ${buttonText(model)}
    </button>`;
}

function buttonText({ state, invoice, money }: InvoiceModel): string {
  if (state.at !== 'filling' || !invoice) return en.confirming;
  return words.pay(money(invoice.remaining, invoice.currency));
}

/** What is under way, for the ear too: a press has no other sign of it, since its button is silent. */
function progress({ at }: InvoiceState): string {
  if (at === 'loading') return words.formLoading;
  return at === 'confirming' || at === 'verifying' ? en.confirming : '';
}

/** Nothing will ever come of asking again: the invoice is over, or the link opens none. */
const FINAL: readonly string[] = ['paid', 'nothing_due', 'void', 'invoice_not_found', 'invoice_link_expired'];

/** Where there is no form: what else can be done now. */
function wayOn({ state, invoice }: InvoiceModel, actions: InvoiceActions): TemplateResult | typeof nothing {
  const { at } = state;
  const isOver = at === 'unsure' || at === 'unavailable';
  const why = at === 'stopped' ? state.problem?.code : at === 'settled' ? invoice?.status : isOver && at;
  if (!why || FINAL.includes(why)) return nothing;
  return html`<button @click=${actions.check}>${at === 'unavailable' ? en.retry : en.checkAgain}</button>`;
}
