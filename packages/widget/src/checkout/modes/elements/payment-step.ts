import { minorUnitDigits, type ElementsCheckoutReply, type OrderStatus } from '@stripe-cart/contract';
import type { StripeCheckoutAmount } from '@stripe/stripe-js';
import { render } from 'lit/html.js';
import { formatMoney } from '../../../cart/money.js';
import { fire } from '../../../events.js';
import { en } from '../../../messages/en.js';
import type { Storefront } from '../../../storefront.js';
import type { CheckoutController } from '../../checkout-controller.js';
import { MODES } from '../modes.js';
import { paymentEn as words } from './payment-en.js';
import { isFollowing, isLocked, nextPaymentState, type PaymentState } from './payment-state.js';
import { paymentView, type PaymentActions } from './payment-view.js';
import type { Refusal } from './refusal.js';
import { StepPlace } from './step-place.js';
import type { Change, StripeForm, WalletEvent } from './stripe-form.js';

/** While the proxy says this, the payment may still be made; or it is over, and can be begun again. All else is an answer. */
const OPEN: readonly OrderStatus[] = ['unpaid', 'unknown'];
const OVER: readonly OrderStatus[] = ['expired', 'canceled'];

/**
 * The payment step: Stripe's fields in the shop's page. It takes Stripe.js's word for what the fields hold and for
 * what a payment would cost. Whether anything was paid it asks the proxy, and says that it does not know until then.
 */
export class PaymentStep {
  /** How long Stripe.js may take until the form is there, in milliseconds. */
  static loadLimit = 10_000;
  /** How long a confirmation may take before the proxy is asked about it, in milliseconds. A challenge takes minutes. */
  static confirmLimit = 60_000;
  /** Waits before the proxy is asked again, in seconds. */
  static waits: readonly number[] = [1, 2, 4, 8];

  readonly #checkout: CheckoutController;
  readonly #cart: HTMLElement;
  readonly #storefront: Storefront;
  readonly #reply: ElementsCheckoutReply;
  readonly #place: StepPlace;
  readonly #cartAtFirst: string;
  readonly #settledAtFirst: string | undefined;
  readonly #over = new AbortController();
  #state: PaymentState = { at: 'loading' };
  #form: StripeForm | null = null;

  constructor(checkout: CheckoutController, cart: HTMLElement, storefront: Storefront, reply: ElementsCheckoutReply) {
    this.#checkout = checkout;
    this.#cart = cart;
    this.#storefront = storefront;
    this.#reply = reply;
    this.#cartAtFirst = this.#cartNow();
    this.#settledAtFirst = storefront.page.store.cart.settled.at(-1);
    this.#place = new StepPlace(cart, this.#actions.leave);
    const { signal } = this.#over;
    signal.addEventListener('abort', storefront.subscribe(this.#follow));
    addEventListener('online', () => this.#state.at === 'unsure' && this.#actions.check(), { signal });
    void this.#load();
    this.#place.focusHeading();
  }

  /** The buyer wants to be back at the cart. @returns false while money may be moving: its outcome has to be seen. */
  leave(): boolean {
    const isFree = !isLocked(this.#state);
    if (isFree) this.#checkout.rest();
    return isFree;
  }

  /** The checkout is somewhere else now. */
  close(): void {
    this.#over.abort();
    this.#form?.close();
    this.#place.leave();
  }

  readonly #actions: PaymentActions = {
    leave: () => void this.leave(),
    pay: () => void this.#pay(),
    change: (change) => void this.#change(change),
    payHosted: () => this.#checkout.restart(MODES.hosted),
    load: () => this.#go({ at: 'loading' }) && void this.#load(),
    restart: () => this.#checkout.restart(),
    check: () => void this.#verify(words.unpaid),
  };

  async #load(): Promise<void> {
    this.#form?.close();
    this.#form = null;
    this.#draw();
    const opening = import('./stripe-form.js').then(({ openStripeForm }) =>
      openStripeForm(this.#storefront.catalog.config?.publishableKey ?? '', this.#reply, this.#place, {
        onChange: () => this.#draw(),
        onEscape: this.#actions.leave,
        onWallet: (event) => void this.#pay(event),
        onBroken: () => this.#giveUp(),
      }),
    );
    try {
      const form = await within(PaymentStep.loadLimit, opening);
      if (this.#over.signal.aborted) return;
      this.#form = form;
      if (!form) return void this.#verify('', []);
      this.#fill('');
      form.mount();
    } catch {
      this.#giveUp();
    }
  }

  /** Stripe.js is blocked, or slow, or refuses. The owner hears of it in the console; the buyer has another way to pay. */
  #giveUp(): void {
    if (!this.#go({ at: 'unavailable' })) return;
    console.error('stripe-cart: Stripe.js could not be used. Does the Content-Security-Policy allow js.stripe.com?');
    fire(this.#storefront.page.eventTarget(), 'cart-problem', { code: 'payment_form_unavailable', requestId: null });
  }

  /** Takes the money, once for a press: the form is free again only after an answer. */
  async #pay(wallet?: WalletEvent): Promise<void> {
    if (!this.#form || !this.#go({ at: 'confirming' })) return wallet?.paymentFailed({ reason: 'fail' });
    const timer = setTimeout(() => void this.#wait(), PaymentStep.confirmLimit);
    const phone = this.#place.root.querySelector<HTMLInputElement>('[name=phone]')?.value ?? '';
    const result = await (navigator.onLine
      ? this.#form.confirm(phone, wallet).catch(() => 'silence' as const)
      : 'offline');
    clearTimeout(timer);
    if (result === 'silence') return this.#verify(words.unpaid);
    if (typeof result === 'object' && result.type === 'success') return this.#verify('');
    wallet?.paymentFailed({ reason: 'fail' });
    if (typeof result === 'string') return this.#fill(words[result]);
    const text = await textOf(result.error);
    // A decline is certain. Any other refusal may be of a payment that is over, in whichever way.
    if (result.error.code === 'paymentFailed') this.#fill(text);
    else await this.#verify(text, []);
  }

  /** Has Stripe change the payment. */
  async #change(change: Change): Promise<void> {
    if (!this.#form || this.#state.at !== 'filling') return;
    this.#fill('');
    const result = await this.#form.change(change).catch(() => null);
    if (result === null) this.#fill(en.problem);
    else if (result.type === 'error') this.#fill(await textOf(result.error));
  }

  /** No answer for a minute. The buyer may be with their bank, or Stripe.js may be gone; the proxy would know. */
  async #wait(): Promise<void> {
    if (!this.#go({ at: 'waiting' })) return;
    for (const wait of PaymentStep.waits) {
      if ((await this.#statusNow()) === null) return;
      await seconds(wait);
      if (this.#state.at !== 'waiting') return;
    }
  }

  /**
   * Asks the proxy until it knows. Where it cannot be reached, the client has tried for long enough.
   *
   * @param unpaid what to say in the form where nothing was paid; empty where Stripe.js has said that it was
   */
  async #verify(unpaid: string, waits = PaymentStep.waits): Promise<void> {
    if (!this.#go({ at: 'verifying' })) return;
    for (const wait of [...waits, null]) {
      const status = await this.#statusNow();
      if (status === null) return;
      if (wait !== null && status !== 'unreachable') {
        await seconds(wait);
        continue;
      }
      if (status !== 'unpaid' || (this.#form && !unpaid)) this.#go({ at: 'unsure' });
      else if (this.#form) this.#fill(unpaid);
      else this.#giveUp();
      return;
    }
  }

  /** @returns the status of a payment that is still open; null where the proxy's word has ended the matter, or the step is closed */
  async #statusNow(): Promise<OrderStatus | 'unreachable' | null> {
    const { signal } = this.#over;
    if (signal.aborted) return null;
    const reply = await this.#storefront.checkOrder({ by: 'resume', token: this.#reply.resume });
    if (signal.aborted) return null;
    if (!reply.ok) return 'unreachable';
    const { status } = reply.value;
    if (OPEN.includes(status)) return status;
    if (OVER.includes(status)) this.#go({ at: 'expired' });
    else this.#checkout.answer(reply.value);
    return null;
  }

  #fill(notice: string): void {
    if (!this.#go({ at: 'filling', notice })) return;
    if (notice) this.#place.catchFocus();
    this.#follow();
  }

  /** What can be paid here is what was in the cart when the step opened. Where that is not the cart any more, it closes. */
  readonly #follow = (): void => {
    if (!isFollowing(this.#state) || this.#cartNow() === this.#cartAtFirst) return;
    const paidElsewhere = this.#storefront.page.store.cart.settled.at(-1) !== this.#settledAtFirst;
    this.#checkout.rest(paidElsewhere ? '' : words.changed);
  };

  #cartNow(): string {
    const { page, priced } = this.#storefront;
    return JSON.stringify([page.store.cart.payment, priced.payable, priced.subtotal, priced.currency]);
  }

  #go(wanted: PaymentState): boolean {
    const before = this.#state;
    if (!this.#over.signal.aborted) this.#state = nextPaymentState(before, wanted);
    if (this.#state === before) return false;
    this.#draw();
    if (wanted.at === 'unavailable' || wanted.at === 'expired' || wanted.at === 'unsure') this.#place.focusHeading();
    return true;
  }

  /** In the page's language. Where Stripe counts a currency otherwise than we do, it is Stripe's own text. */
  readonly #money = (amount: StripeCheckoutAmount): string => {
    const { currency = '', minorUnitsAmountDivisor } = this.#form?.session ?? {};
    return minorUnitsAmountDivisor === 10 ** minorUnitDigits(currency)
      ? formatMoney(amount.minorUnitsAmount, currency, this.#cart.closest<HTMLElement>('[lang]')?.lang)
      : amount.amount;
  };

  #draw(): void {
    const model = {
      state: this.#state,
      form: this.#form,
      collects: this.#reply.collects,
      messages: en,
      money: this.#money,
      livemode: this.#storefront.catalog.config?.livemode === true,
    };
    render(paymentView(model, this.#actions), this.#place.root);
  }
}

/** The words for it are loaded when they are needed; where they cannot be had, one sentence does for all. */
async function textOf(refusal: Refusal): Promise<string> {
  const loaded = await import('./refusal.js').catch(() => null);
  return loaded?.refusalText(refusal) ?? en.problem;
}

/** @throws Error where the time, in milliseconds, is over first */
function within<T>(limit: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, limit);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
