import type { ExpectedTotal, OrderReply } from '@stripe-cart/contract';
import { render } from 'lit/html.js';
import type { PricedCart } from '../../cart/priced-cart.js';
import { en } from '../../messages/en.js';
import type { Storefront } from '../../storefront.js';
import type { Money } from '../../views/panel-model.js';
import type { CheckoutController, CheckoutHost } from '../checkout-controller.js';
import type { InPageReply } from '../modes/open-payment.js';
import { paymentEn as words } from './payment-en.js';
import type { FormChunk, Outcome, PaymentForm, WalletEvent } from './payment-form.js';
import { askUntilSure, OPEN, OVER, type Word } from './payment-inquiry.js';
import { hasStopped, isFollowing, isLocked, nextPaymentState, type PaymentState } from './payment-state.js';
import type * as PaymentTrouble from './payment-trouble.js';
import { paymentView } from './payment-view.js';
import { StepPlace } from './step-place.js';

/** What each mode puts into the step. */
const FORMS: Record<InPageReply['mode'], () => Promise<FormChunk>> = {
  elements: () => import('../modes/elements/elements-form.js'),
  embedded: () => import('../modes/embedded/embedded-page.js'),
  intent: () => import('../modes/intent/intent-form.js'),
};

/** Nobody has answered, and nobody knows what was done. */
const SILENCE: Outcome = { refusal: 'unpaid', isFinal: false };

/**
 * The payment step: Stripe's fields, or its page, in the shop's. It takes its form's word for what is filled in and what a
 * payment would cost. Whether anything was paid it asks the proxy, and says that it does not know until then.
 */
export class PaymentStep {
  /** How long Stripe.js may take until its fields are there to be seen, in milliseconds. */
  static loadLimit = 10_000;
  /** How long a confirmation may take before the proxy is asked about it, in milliseconds. A challenge takes minutes. */
  static confirmLimit = 60_000;
  /** Waits before the proxy is asked again, in milliseconds; then twice the last while Stripe.js says nothing. */
  static waits: readonly number[] = [1000, 2000, 5000];

  readonly checkout: CheckoutController;
  readonly storefront: Storefront;
  readonly place: StepPlace;
  readonly money: Money;
  /** The cart as it was on the screen when the buyer pressed, at the price they agreed to. */
  readonly cart: PricedCart;
  state: PaymentState = { at: 'loading' };
  /** Null until Stripe.js is there. */
  form: PaymentForm | null = null;
  /** Stripe's page has had all the time that it may take, and has not said that it is there. */
  isLate = false;
  /** What the unusual cases need, once it is loaded. */
  trouble: typeof PaymentTrouble | null = null;
  /** What is paid for here. */
  attempt: string | undefined;
  /** By which the proxy can be asked about it; null while there is nothing to ask about. */
  resume: string | null;
  readonly #reply: InPageReply;
  readonly #over = new AbortController();
  /** The carts, as text, that the buyer has agreed to pay for. */
  #agreed: readonly string[];

  /**
   * @param shown the cart as it was on the screen when the buyer pressed
   * @param expected the total they agreed to: that cart's, or the price that has changed since
   */
  constructor(
    checkout: CheckoutController,
    host: CheckoutHost,
    storefront: Storefront,
    reply: InPageReply,
    shown: PricedCart,
    expected: ExpectedTotal,
  ) {
    this.checkout = checkout;
    this.storefront = storefront;
    this.money = host.money;
    this.cart = { ...shown, ...expected };
    this.#reply = reply;
    // The catalogue may still be on its way with the price that was agreed to.
    this.#agreed = [shown, this.cart].map(textOf);
    this.attempt = storefront.page.store.cart.payment?.attempt;
    this.resume = 'resume' in reply ? reply.resume : null;
    this.place = new StepPlace(host, this.leave);
    const { signal } = this;
    signal.addEventListener('abort', storefront.subscribe(this.#follow));
    addEventListener('online', () => this.state.at === 'unsure' && this.check(), { signal });
    setTimeout(this.#onLimit, PaymentStep.loadLimit);
    void this.#load();
    this.place.focusHeading();
    // The cart may have changed since the press. The checkout can close this step once it has it.
    queueMicrotask(this.#follow);
  }

  /** Aborted where the step is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** The buyer wants to be back at the cart. @returns false while money may be moving: its outcome has to be seen. */
  readonly leave = (): boolean => {
    const isFree = !isLocked(this.state);
    if (isFree) this.#rest('');
    return isFree;
  };

  /** The checkout is somewhere else now. */
  close(): void {
    this.#over.abort();
    this.form?.close?.();
    this.place.leave();
  }

  /** Takes the money, once for a press: the form is free again only after an answer. */
  readonly pay = async (wallet?: WalletEvent): Promise<void> => {
    if (!this.form?.confirm || !this.#go({ at: 'confirming' })) return wallet?.paymentFailed({ reason: 'fail' });
    const timer = setTimeout(() => void this.#wait(), PaymentStep.confirmLimit);
    const outcome = await (navigator.onLine ? this.form.confirm(wallet).catch(() => SILENCE) : 'offline');
    clearTimeout(timer);
    if (outcome === 'made') return this.verify(null);
    wallet?.paymentFailed({ reason: 'fail' });
    if (outcome === 'offline') this.#fill(words.offline);
    else if (outcome?.isFinal) this.#fill(await this.#tell(outcome.refusal));
    else if (outcome) await this.verify(outcome.refusal);
  };

  /**
   * Has the payment changed by what is called, which says what there is to tell of it, or null.
   *
   * @param told what the buyer has been told, and has to be told still
   */
  async change(change: () => Promise<PaymentTrouble.Mishap | null>, told = ''): Promise<void> {
    if (this.state.at !== 'filling') return;
    this.#fill(told);
    const mishap = await change().catch(() => undefined);
    if (mishap === null) return;
    const text = await this.#tell(mishap);
    // Where the buyer has pressed the button meanwhile, its outcome is the news, and the form is not theirs.
    if (this.state.at === 'filling') this.#fill(told.includes(text) ? told : `${told} ${text}`);
  }

  /**
   * Asks the proxy until it knows.
   *
   * @param unpaid what it is where nothing was paid; null where Stripe.js has said that it was
   */
  async verify(unpaid: PaymentTrouble.Mishap | null): Promise<void> {
    if (!this.#go({ at: 'verifying' })) return;
    const word = await askUntilSure(this.#ask, this.form ? PaymentStep.waits : []);
    if (word === null) return;
    if (word === 'unreachable' || word.status !== 'unpaid' || (this.form && !unpaid)) this.#go({ at: 'unsure' });
    else if (unpaid && this.form) this.#fill(await this.#tell(unpaid, word));
    else this.giveUp();
  }

  readonly check = (): Promise<void> => this.verify('unpaid');

  /** Stripe.js is blocked, or slow, or refuses. The owner hears of it in the console; the buyer has another way to pay. */
  readonly giveUp = (): void => {
    if (!this.#go({ at: 'unavailable' })) return;
    void this.#loadTrouble().then((trouble) => trouble?.tellOwner());
    this.storefront.report({ code: 'payment_form_unavailable', requestId: null });
  };

  /** Something to be shown is different: the total, or whether there is a wallet. */
  readonly update = (): void => {
    this.#draw();
    this.#askWhereOver();
  };

  async #load(): Promise<void> {
    this.#draw();
    try {
      const form = await this.#open();
      if (this.state.at !== 'loading' || this.signal.aborted) return;
      this.form = form;
      if (!form?.isOpen) return void this.verify(null);
      this.#draw();
      form.mount();
    } catch {
      this.giveUp();
    }
  }

  /** The form is there to be seen, and the buyer's. */
  readonly ready = (): void => {
    if (this.state.at === 'loading') this.#fill('');
  };

  /** Fields that have not come are none, however much of ours is around them. Stripe's page may be there without a word. */
  readonly #onLimit = (): void => {
    if (this.state.at !== 'loading') return;
    this.isLate = this.form?.due === null;
    if (this.isLate) this.ready();
    else this.giveUp();
  };

  /** @returns null where Stripe.js is there, and refuses */
  async #open(): Promise<PaymentForm | null> {
    const opening = FORMS[this.#reply.mode]();
    const stripeJs = await import('./stripe-js.js');
    const stripe = await stripeJs.loadStripe(this.storefront.catalog.config?.publishableKey ?? '');
    return (await opening).openForm(this, this.#reply, stripe, stripeJs);
  }

  /** No answer for a minute. The buyer may be with their bank, or Stripe.js may be gone; the proxy would know. */
  async #wait(): Promise<void> {
    if (!this.#go({ at: 'waiting' })) return;
    const trouble = await this.#loadTrouble();
    await trouble?.keepAsking(this.#ask, PaymentStep.waits, () => this.state.at === 'waiting' && !this.signal.aborted);
  }

  /** The proxy's word ends the matter, unless the payment is still open. */
  readonly #ask = async (): Promise<Word> => {
    if (!this.resume) await this.form?.recall?.();
    const token = !this.signal.aborted && this.resume;
    const reply = token && (await this.storefront.checkOrder({ by: 'resume', token }));
    if (this.signal.aborted) return null;
    if (!reply || !reply.ok) return 'unreachable';
    const { status } = reply.value;
    if (OPEN.includes(status)) return reply.value;
    if (!OVER.includes(status)) this.checkout.answer(reply.value);
    else if (this.#go({ at: 'expired' })) void this.#loadTrouble();
    return null;
  };

  /** What to tell the buyer of it. One sentence does for all where there is nothing to tell it by. */
  async #tell(mishap?: PaymentTrouble.Mishap, order?: OrderReply): Promise<string> {
    return (mishap && (await this.#loadTrouble())?.outcomeText(mishap, order, this.#ask)) ?? en.problem;
  }

  async #loadTrouble(): Promise<typeof PaymentTrouble | null> {
    this.trouble ??= await import('./payment-trouble.js').catch(() => null);
    this.#draw();
    return this.trouble;
  }

  #fill(notice: string): void {
    if (!this.#go({ at: 'filling', notice })) return;
    if (notice) this.place.catchFocus();
    this.#follow();
    this.#askWhereOver();
  }

  /** A payment that Stripe.js does not call open cannot be made here, and may have been made elsewhere. */
  #askWhereOver(): void {
    if (this.state.at === 'filling' && !this.form?.isOpen) void this.verify(null);
  }

  /**
   * What can be paid here is what the buyer saw when they pressed. Where that is not the cart any more, the form follows
   * it, or the step closes. Another tab may open the same payment, and get another resume token for it: both are in, and
   * it is paid once.
   */
  readonly #follow = (): void => {
    const { page, priced } = this.storefront;
    const isOwn = page.store.cart.payment?.attempt === this.attempt;
    const text = textOf(priced);
    if (!isFollowing(this.state) || (isOwn && this.#agreed.includes(text))) return;
    const canFollow = isOwn && this.state.at === 'filling' && priced.currency && !priced.conflict;
    if (!canFollow || !this.form?.follow) return this.#rest(words.changed);
    this.#agreed = [text];
    this.form.follow(priced);
  };

  /** Back to the cart. Where Stripe has the button, a payment may be under way that nobody here has seen. */
  #rest(notice: string): void {
    const isUnseen = this.form?.due === null;
    this.checkout.rest(notice);
    if (isUnseen) void this.checkout.check(notice);
  }

  #go(wanted: PaymentState): boolean {
    const before = this.state;
    if (!this.signal.aborted) this.state = nextPaymentState(before, wanted);
    if (this.state === before) return false;
    this.#draw();
    if (hasStopped(wanted)) this.place.focusHeading();
    return true;
  }

  /** Where what had the focus is drawn no more, it goes to the heading, and never back to the page's top. */
  #draw(): void {
    const { root } = this.place;
    const had = root.activeElement;
    render(paymentView(this), root);
    if (had && !root.activeElement) this.place.focusHeading();
  }
}

/** What is to be paid, today and later, to be compared: the lines in whatever order they stand. */
function textOf({ lines, subtotal, currency, recurring }: PricedCart): string {
  const payable = lines.map(({ key, line, obstacle }) => (obstacle ? '' : key + line.quantity));
  return payable.sort().join('') + subtotal + currency + JSON.stringify(recurring);
}
