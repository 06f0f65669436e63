import {
  minorUnitDigits,
  type ElementsCheckoutReply,
  type ExpectedTotal,
  type OrderStatus,
} from '@stripe-cart/contract';
import type { StripeCheckoutAmount } from '@stripe/stripe-js';
import { render } from 'lit/html.js';
import type { Cart } from '../../../cart/cart.js';
import type { PricedCart } from '../../../cart/priced-cart.js';
import { en } from '../../../messages/en.js';
import type { Storefront } from '../../../storefront.js';
import type { CheckoutController, CheckoutHost } from '../../checkout-controller.js';
import { hosted } from '../hosted.js';
import { paymentEn as words } from './payment-en.js';
import { hasStopped, isFollowing, isLocked, nextPaymentState, type PaymentState } from './payment-state.js';
import type { Mishap } from './payment-trouble.js';
import { paymentView, type PaymentActions, type PaymentModel } from './payment-view.js';
import { StepPlace } from './step-place.js';
import { openStripeForm, type Change, type StripeForm, type WalletEvent } from './stripe-form.js';

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
  /** Waits before the proxy is asked again, in milliseconds; then twice the last while Stripe.js says nothing. */
  static waits: readonly number[] = [1000, 2000, 5000];

  readonly #checkout: CheckoutController;
  readonly #cart: CheckoutHost;
  readonly #storefront: Storefront;
  readonly #reply: ElementsCheckoutReply;
  readonly #place: StepPlace;
  readonly #agreed: readonly string[];
  readonly #cartAtFirst: Cart;
  readonly #over = new AbortController();
  #state: PaymentState = { at: 'loading' };
  #form: StripeForm | null = null;
  #choices: PaymentModel['choices'] = null;
  #trouble: PaymentModel['trouble'] = null;

  /**
   * @param shown the cart as it was on the screen when the buyer pressed
   * @param expected the total they agreed to: that cart's, or the price that has changed since
   */
  constructor(
    checkout: CheckoutController,
    cart: CheckoutHost,
    storefront: Storefront,
    reply: ElementsCheckoutReply,
    shown: PricedCart,
    expected: ExpectedTotal,
  ) {
    this.#checkout = checkout;
    this.#cart = cart;
    this.#storefront = storefront;
    this.#reply = reply;
    // The catalogue may still be on its way with the price that was agreed to.
    this.#agreed = [shown, { ...shown, ...expected }].map(textOf);
    this.#cartAtFirst = storefront.page.store.cart;
    this.#place = new StepPlace(cart, this.#actions.leave);
    const { signal } = this.#over;
    signal.addEventListener('abort', storefront.subscribe(this.#follow));
    addEventListener('online', () => this.#state.at === 'unsure' && this.#actions.check(), { signal });
    void this.#load();
    this.#place.focusHeading();
    // The cart may have changed since the press. The checkout can close this step once it has it.
    queueMicrotask(this.#follow);
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
    leave: () => this.leave(),
    pay: () => void this.#pay(),
    change: (change) => void this.#change(change),
    payHosted: () => this.#checkout.restart(hosted),
    restart: () => this.#checkout.restart(),
    check: () => void this.#verify('unpaid'),
  };

  async #load(): Promise<void> {
    this.#draw();
    try {
      const form = await Promise.race([this.#open(), pause(PaymentStep.loadLimit)]);
      if (this.#over.signal.aborted) return;
      if (form === undefined) return this.#giveUp();
      this.#form = form;
      if (!form) return void this.#verify(null);
      this.#fill('');
      if (this.#state.at !== 'filling') return;
      form.mount(this.#place, this.#reply.collects, this.#over.signal, {
        onChange: () => {
          this.#draw();
          this.#askWhereOver();
        },
        onEscape: this.#actions.leave,
        onWallet: (event) => void this.#pay(event),
        onBroken: () => this.#giveUp(),
      });
    } catch {
      this.#giveUp();
    }
  }

  async #open(): Promise<StripeForm | null> {
    const { clientSecret, collects } = this.#reply;
    const form = await openStripeForm(
      this.#storefront.catalog.config?.publishableKey ?? '',
      clientSecret,
      this.#place.root,
    );
    if (form && (collects.promotionCode || form.session.shippingOptions.length > 1))
      this.#choices = await import('./payment-choices.js').catch(() => null);
    return form;
  }

  /** Stripe.js is blocked, or slow, or refuses. The owner hears of it in the console; the buyer has another way to pay. */
  #giveUp(): void {
    if (!this.#go({ at: 'unavailable' })) return;
    void this.#loadTrouble().then((trouble) => trouble?.tellOwner());
    this.#storefront.report({ code: 'payment_form_unavailable', requestId: null });
  }

  /** Takes the money, once for a press: the form is free again only after an answer. */
  async #pay(wallet?: WalletEvent): Promise<void> {
    if (!this.#form || !this.#go({ at: 'confirming' })) return wallet?.paymentFailed({ reason: 'fail' });
    const timer = setTimeout(() => void this.#wait(), PaymentStep.confirmLimit);
    const phone = this.#place.root.querySelector<HTMLInputElement>('[name=phone]')?.value;
    const result = await (navigator.onLine
      ? this.#form.confirm(phone, wallet).catch(() => 'silence' as const)
      : 'offline');
    clearTimeout(timer);
    if (typeof result === 'object' && result.type === 'success') return this.#verify(null);
    wallet?.paymentFailed({ reason: 'fail' });
    if (result === 'silence') return this.#verify('unpaid');
    if (typeof result === 'string') return this.#fill(words[result]);
    // A decline is certain. Any other refusal may be of a payment that is over, or that goes on without an answer.
    if (result.error.code === 'paymentFailed') this.#fill(await this.#tell(result.error));
    else await this.#verify(result.error);
  }

  /** Has Stripe change the payment. */
  async #change(change: Change): Promise<void> {
    if (!this.#form || this.#state.at !== 'filling') return;
    this.#fill('');
    const result = await this.#form.change(change).catch(() => null);
    if (result?.type === 'success') return;
    const text = await this.#tell(result?.error);
    // Where the buyer has pressed the button meanwhile, its outcome is the news, and the form is not theirs.
    if (this.#state.at === 'filling') this.#fill(text);
  }

  /** No answer for a minute. The buyer may be with their bank, or Stripe.js may be gone; the proxy would know. */
  async #wait(): Promise<void> {
    if (!this.#go({ at: 'waiting' })) return;
    void this.#loadTrouble();
    const { waits } = PaymentStep;
    for (let n = 0; this.#state.at === 'waiting' && !this.#over.signal.aborted; n++) {
      if (!document.hidden) await this.#statusNow();
      await pause(waits[n] ?? 2 * Number(waits.at(-1)));
    }
  }

  /**
   * Asks the proxy until it knows. Where it cannot be reached, the client has tried for long enough.
   *
   * @param unpaid what it is where nothing was paid; null where Stripe.js has said that it was
   */
  async #verify(unpaid: Mishap | null): Promise<void> {
    if (!this.#go({ at: 'verifying' })) return;
    const waits = this.#form ? PaymentStep.waits : [];
    for (const wait of [...waits, null]) {
      const status = await this.#statusNow();
      if (status === null) return;
      if (wait !== null && status !== 'unreachable') {
        await pause(wait);
        continue;
      }
      if (status !== 'unpaid' || (this.#form && !unpaid)) this.#go({ at: 'unsure' });
      else if (unpaid && this.#form) this.#fill(await this.#tell(unpaid));
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
    if (!OVER.includes(status)) this.#checkout.answer(reply.value);
    else if (this.#go({ at: 'expired' })) void this.#loadTrouble();
    return null;
  }

  /** What to tell the buyer of it. One sentence does for all where there is nothing to tell it by. */
  async #tell(mishap?: Mishap): Promise<string> {
    return (mishap && (await this.#loadTrouble())?.mishapText(mishap)) ?? en.problem;
  }

  async #loadTrouble(): Promise<PaymentModel['trouble']> {
    this.#trouble ??= await import('./payment-trouble.js').catch(() => null);
    this.#draw();
    return this.#trouble;
  }

  #fill(notice: string): void {
    if (!this.#go({ at: 'filling', notice })) return;
    if (notice) this.#place.catchFocus();
    this.#follow();
    this.#askWhereOver();
  }

  /** A payment that Stripe.js does not call open cannot be made here, and may have been made elsewhere. */
  #askWhereOver(): void {
    if (this.#state.at === 'filling' && this.#form?.session.status.type !== 'open') void this.#verify(null);
  }

  /**
   * What can be paid here is what the buyer saw when they pressed. Where that is not the cart any more, it closes.
   * Another tab may open the same payment, and get another resume token for it: both are in, and it is paid once.
   */
  readonly #follow = (): void => {
    const { page, priced } = this.#storefront;
    const { cart } = page.store;
    const before = this.#cartAtFirst;
    const isAgreed = cart.payment?.attempt === before.payment?.attempt && this.#agreed.includes(textOf(priced));
    if (isFollowing(this.#state) && !isAgreed)
      this.#checkout.rest(cart.settled.at(-1) === before.settled.at(-1) ? words.changed : '');
  };

  #go(wanted: PaymentState): boolean {
    const before = this.#state;
    if (!this.#over.signal.aborted) this.#state = nextPaymentState(before, wanted);
    if (this.#state === before) return false;
    this.#draw();
    if (hasStopped(wanted)) this.#place.focusHeading();
    return true;
  }

  /** In the page's language. Where Stripe counts a currency otherwise than we do, it is Stripe's own text. */
  readonly #money = (amount: StripeCheckoutAmount): string => {
    const { currency = '', minorUnitsAmountDivisor } = this.#form?.session ?? {};
    return minorUnitsAmountDivisor === 10 ** minorUnitDigits(currency)
      ? this.#cart.money(amount.minorUnitsAmount, currency)
      : amount.amount;
  };

  #draw(): void {
    const model: PaymentModel = {
      state: this.#state,
      form: this.#form,
      collects: this.#reply.collects,
      money: this.#money,
      livemode: this.#storefront.catalog.config?.livemode,
      choices: this.#choices,
      trouble: this.#trouble,
    };
    render(paymentView(model, this.#actions), this.#place.root);
  }
}

/** What is to be paid, to be compared: the lines in whatever order they stand. */
function textOf({ lines, subtotal, currency }: PricedCart): string {
  const payable = lines.map(({ key, line, obstacle }) => (obstacle ? '' : key + line.quantity));
  return payable.sort().join('') + subtotal + currency;
}

/** For so many milliseconds. */
function pause(length?: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, length));
}
