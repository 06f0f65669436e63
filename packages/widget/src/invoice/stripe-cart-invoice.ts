import type { InvoicePayment, InvoiceReply } from '@stripe-cart/contract';
import type { StripeError } from '@stripe/stripe-js';
import type { TemplateResult } from 'lit/html.js';
import { BaseElement } from '../elements/base-element.js';
import { theme } from '../elements/theme.styles.js';
import { formatDay } from '../messages/dates.js';
import { invoiceEn as words } from './invoice-en.js';
import { askForConfig, askForInvoice } from './invoice-client.js';
import type { Confirmation, InvoiceForm } from './invoice-form.js';
import { hasStopped, nextInvoiceState, type InvoiceState, type Word } from './invoice-state.js';
import { invoiceView } from './invoice-view.js';

/** What is told beside the form. */
type Told = StripeError | 'incomplete' | 'repriced' | 'unpaid' | 'waiting' | 'offline';

/**
 * Pays an invoice, on the page that its link leads to. The link's token is all that it is known by here; what is drawn
 * is what the proxy says now, and whether anything was paid is asked of the proxy again after every press. The payment
 * is the invoice's own, so whatever happens here, on Stripe's page or in another tab, Stripe takes it once.
 *
 * @slot footer - below the invoice
 */
export class StripeCartInvoice extends BaseElement {
  static override readonly styles = `${theme}:host{display:block !important}`;

  /** How long Stripe.js may take until its fields are there, in milliseconds. */
  static loadLimit = 10_000;
  /** How long a confirmation may take before the proxy is asked about it, in milliseconds. A challenge takes minutes. */
  static confirmLimit = 60_000;
  /** Waits before the proxy is asked again after a payment, in milliseconds. */
  static waits: readonly number[] = [1000, 2000, 5000];

  #state: InvoiceState = { at: 'asking' };
  #notice = '';
  #invoice: InvoiceReply | null = null;
  /** The token of the invoice that is drawn, or looked up. */
  #asked: string | null = null;
  #form: InvoiceForm | null = null;
  /** Where Stripe mounts: a child of this element, because Stripe.js refuses to mount in a shadow tree. */
  #place: HTMLElement | null = null;
  #hadForm = false;
  /** Over when another invoice is looked up, or the page wakes up again: whatever was under way is of no more interest. */
  #visit = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#onHashChange);
    addEventListener('pageshow', this.#onPageShow);
    void this.#lookUp();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#onHashChange);
    removeEventListener('pageshow', this.#onPageShow);
    this.#visit.abort();
    this.#closeForm();
  }

  get #token(): string | null {
    const { arrival } = this.storefront.page;
    return arrival?.from === 'invoice' ? arrival.token : null;
  }

  /** Of the page around it. */
  get #language(): string | undefined {
    return this.closest<HTMLElement>('[lang]')?.lang;
  }

  /** From the beginning: how does the invoice stand, and can it be paid here? */
  async #lookUp(): Promise<void> {
    this.#visit.abort();
    this.#visit = new AbortController();
    const { signal } = this.#visit;
    this.#closeForm();
    const token = this.#token;
    // Of another invoice nothing is drawn that belongs to the last one, also where this one cannot be had.
    if (token !== this.#asked) this.#invoice = null;
    this.#asked = token;
    this.#go({ at: 'asking' });
    const reply = token ? await askForInvoice(this.storefront.page.proxy, token, this.#language) : null;
    if (signal.aborted) return;
    if (reply?.ok) return this.#show(reply.value);
    void this.storefront.load('trouble');
    const problem = reply && reply.problem.code !== 'invalid_request' ? reply.problem : null;
    if (problem) this.storefront.report(problem);
    this.#go({ at: 'stopped', problem });
  }

  /** Draws what the proxy has said, and opens the form where there is something to pay. */
  async #show(invoice: InvoiceReply): Promise<void> {
    this.#invoice = invoice;
    this.#closeForm();
    const { payment } = invoice;
    if (invoice.status !== 'open' || !payment) return void this.#go({ at: 'settled' });
    if (!this.#go({ at: 'loading' })) return;
    const { signal } = this.#visit;
    const opening = this.#openForm(payment).catch(() => false);
    const isThere = await Promise.race([opening, pause(StripeCartInvoice.loadLimit)]);
    if (signal.aborted) return;
    if (isThere) this.#go({ at: 'filling' });
    else this.#giveUp();
  }

  /** @returns true once its fields are there to be seen, if ever @throws Error where Stripe.js cannot be loaded, or refuses */
  async #openForm(payment: InvoicePayment): Promise<boolean> {
    const { signal } = this.#visit;
    const config = await askForConfig(this.storefront.page.proxy);
    const key = config.ok && config.value.publishableKey;
    if (!key) return false;
    // Only for an invoice that there is something to pay of.
    const [{ InvoiceForm }, { appearanceOf, followLook, loadStripe }] = await Promise.all([
      import('./invoice-form.js'),
      import('../checkout/payment/stripe-js.js'),
    ]);
    const stripe = await loadStripe(key);
    const root = this.shadowRoot;
    if (signal.aborted || this.#state.at !== 'loading' || !root) return false;
    this.#place = Object.assign(document.createElement('div'), { slot: 'payment' });
    this.append(this.#place);
    this.#form = new InvoiceForm(stripe, payment, this.#place, appearanceOf(root), () => this.#giveUp());
    followLook(root, signal, (appearance) => this.#form?.elements.update({ appearance }));
    await this.#form.ready;
    return true;
  }

  /** Stripe.js is blocked, or slow, or refuses. */
  #giveUp(): void {
    if (!this.#go({ at: 'unavailable' })) return;
    this.#closeForm();
    this.storefront.report({ code: 'payment_form_unavailable', requestId: null });
  }

  /** Takes the money, once for a press: the form is free again only after an answer. */
  async #pay(): Promise<void> {
    const { signal } = this.#visit;
    const agreed = this.#invoice?.remaining;
    if (!this.#form || agreed === undefined || !this.#go({ at: 'confirming' })) return;
    const timer = setTimeout(() => void this.#wait(signal), StripeCartInvoice.confirmLimit);
    this.#notice = '';
    const result: Confirmation | 'offline' = await (navigator.onLine
      ? this.#form.confirm(agreed).catch(() => 'unknown' as const)
      : 'offline');
    clearTimeout(timer);
    if (signal.aborted) return;
    if (result === 'repriced') return this.#reprice(agreed);
    if (result === 'confirmed' || result === 'unknown') return this.#verify(result);
    await this.#fill(result);
  }

  /** Stripe would take another amount than was shown. What is due now is drawn, and the buyer decides again. */
  async #reprice(agreed: number): Promise<void> {
    await this.#lookUp();
    if (this.#invoice?.remaining !== agreed) await this.#fill('repriced');
    // Invoice and payment do not agree, and will not do so the next time: that is for the shop to look at.
    else this.#giveUp();
  }

  /** No answer for a minute. The buyer may be with their bank, or Stripe.js may be gone; the proxy would know. */
  async #wait(signal: AbortSignal): Promise<void> {
    if (!this.#go({ at: 'waiting' })) return;
    void this.#tell('waiting');
    const { waits } = StripeCartInvoice;
    for (let n = 0; this.#state.at === 'waiting' && !signal.aborted; n++) {
      if (!document.hidden && (await this.#isOver(signal))) return;
      await pause(waits[n] ?? 2 * Number(waits.at(-1)));
    }
  }

  /** Asks the proxy until it knows what became of a press. */
  async #verify(after: Word): Promise<void> {
    const { signal } = this.#visit;
    if (!this.#go({ at: 'verifying' })) return;
    for (const wait of [...StripeCartInvoice.waits, null]) {
      const isOver = await this.#isOver(signal);
      if (isOver) return;
      if (isOver === null || (wait === null && after === 'confirmed')) return void this.#go({ at: 'unsure', after });
      if (wait === null) return this.#fill('unpaid');
      await pause(wait);
    }
  }

  /** @returns whether the invoice is not open any more, which is drawn then; null where the proxy cannot be reached */
  async #isOver(signal: AbortSignal): Promise<boolean | null> {
    const reply = await askForInvoice(this.storefront.page.proxy, this.#asked ?? '');
    if (signal.aborted) return true;
    if (!reply.ok) return null;
    if (reply.value.status === 'open') return false;
    void this.#show(reply.value);
    return true;
  }

  /** The form is the buyer's again, with a word about what became of their press. */
  async #fill(mishap: Told): Promise<void> {
    await this.#tell(mishap);
    this.#go({ at: 'filling' });
  }

  /** By a sentence of ours, never by Stripe's; what stands in for it where it cannot be loaded is here already. */
  async #tell(mishap: Told): Promise<void> {
    const { signal } = this.#visit;
    const [trouble, failures] = await Promise.all([
      import('../checkout/payment/payment-trouble.js'),
      import('../trouble/payment-failures.js'),
    ]).catch(() => []);
    const known = typeof mishap === 'object' ? failures?.failureByCode(mishap.decline_code, mishap.code) : mishap;
    if (signal.aborted) return;
    const notice = known === 'offline' ? words.offline : known && trouble?.mishapText(known);
    this.#notice = notice || (mishap === 'waiting' ? this.messages.confirming : words.unavailable[1]);
    this.requestUpdate();
  }

  #go(wanted: InvoiceState): boolean {
    const before = this.#state;
    this.#state = nextInvoiceState(before, wanted);
    this.requestUpdate();
    return this.#state !== before;
  }

  #closeForm(): void {
    this.#form?.close();
    this.#form = null;
    this.#place?.remove();
  }

  protected override update(): void {
    super.update();
    // An answer takes the place of the button that the buyer was on: the focus goes with it.
    const stopped = hasStopped(this.#state);
    if (stopped && this.#hadForm) this.shadowRoot?.querySelector<HTMLElement>('h2')?.focus();
    this.#hadForm = !stopped;
  }

  readonly #onHashChange = (): void => {
    // Any link to a place in this page comes here as well, and must not take the form away.
    if (this.#token !== this.#asked) void this.#lookUp();
  };

  /** Back from a bank's page by the Back button: the page wakes up as it was, with its button still busy. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void this.#lookUp();
  };

  readonly #actions = {
    pay: () => void this.#pay(),
    check: () => void (this.#state.at === 'unsure' ? this.#verify(this.#state.after) : this.#lookUp()),
  };

  protected override render(): TemplateResult {
    const { money, storefront } = this;
    const locale = this.#language;
    return invoiceView(
      {
        state: this.#state,
        notice: this.#notice,
        invoice: this.#invoice,
        money,
        day: (seconds) => formatDay(seconds, locale),
        now: Date.now() / 1000,
        trouble: storefront.trouble,
      },
      this.#actions,
    );
  }
}

/** For so many milliseconds. */
function pause(length: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), length));
}
