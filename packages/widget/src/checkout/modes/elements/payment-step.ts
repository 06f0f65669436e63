import type { ElementsCheckoutReply, OrderStatus } from '@stripe-cart/contract';
import type {
  StripeCheckoutConfirmResult as ConfirmResult,
  StripeCheckoutSession,
  StripeElementBase,
  StripeExpressCheckoutElementConfirmEvent as WalletEvent,
} from '@stripe/stripe-js';
import { render } from 'lit/html.js';
import { formatMoney } from '../../../cart/money.js';
import { fire } from '../../../events.js';
import { en } from '../../../messages/en.js';
import type { Storefront } from '../../../storefront.js';
import type { CheckoutController } from '../../checkout-controller.js';
import { MODES } from '../modes.js';
import { appearanceOf, lookOf } from './appearance.js';
import { paymentEn as words } from './payment-en.js';
import { isFollowing, isLocked, nextPaymentState, type PaymentState } from './payment-state.js';
import { paymentView, type PaymentActions } from './payment-view.js';
import type { Refusal } from './refusal.js';
import { StepPlace, type Mount } from './step-place.js';
import { openPayment, type OpenPayment } from './stripe-js.js';

/** In these the payment can still be made, or can never be made; the buyer is told of all others by the checkout. */
const OPEN: readonly OrderStatus[] = ['unpaid', 'failed', 'unknown'];
const OVER: readonly OrderStatus[] = ['expired', 'canceled'];

/** Stripe.js names its elements; these are the ones that it can find incomplete. */
const ELEMENTS = {
  contactDetails: 'contact',
  shippingAddress: 'shipping',
  billingAddress: 'billing',
  payment: 'payment',
};

type Mounted = StripeElementBase & { on(event: 'escape', handler: () => void): unknown };

/** @returns the function that closes it: the way to pay in this page is open until then. */
export function openPaymentStep(...given: ConstructorParameters<typeof PaymentStep>): () => void {
  const step = new PaymentStep(...given);
  return () => step.close();
}

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
  readonly #elements = new Map<Mount, Mounted>();
  #state: PaymentState = { at: 'loading' };
  #payment: OpenPayment | null = null;
  #session: StripeCheckoutSession | null = null;
  #hasWallet = false;
  /** A change that Stripe has been asked for: nothing is confirmed before it is made. */
  #change: Promise<void> = Promise.resolve();

  constructor(checkout: CheckoutController, cart: HTMLElement, storefront: Storefront, reply: ElementsCheckoutReply) {
    this.#checkout = checkout;
    this.#cart = cart;
    this.#storefront = storefront;
    this.#reply = reply;
    this.#cartAtFirst = this.#cartNow();
    this.#settledAtFirst = storefront.page.store.cart.settled.at(-1);
    this.#place = new StepPlace(cart, { onLeave: this.#actions.leave, isLocked: () => isLocked(this.#state) });
    const { signal } = this.#over;
    signal.addEventListener('abort', storefront.subscribe(this.#follow));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', this.#onScheme, { signal });
    addEventListener('online', () => this.#state.at === 'unsure' && this.#actions.check(), { signal });
    this.#draw();
    this.#place.focusHeading();
    void this.#load();
  }

  close(): void {
    this.#over.abort();
    for (const element of this.#elements.values()) destroy(element);
    this.#place.leave();
  }

  readonly #actions: PaymentActions = {
    leave: () => isLocked(this.#state) || this.#checkout.rest(),
    pay: () => void this.#pay(),
    payHosted: () => this.#checkout.restart(MODES.hosted),
    load: () => this.#go({ at: 'loading' }) && void this.#load(),
    restart: () => this.#checkout.restart(),
    check: () => void this.#verify(words.unpaid),
    chooseShipping: (id) => this.#ask(({ actions }) => actions.updateShippingOption(id)),
    applyCode: (code) => this.#ask(({ actions }) => actions.applyPromotionCode(code)),
    removeCode: () => this.#ask(({ actions }) => actions.removePromotionCode()),
  };

  async #load(): Promise<void> {
    const loading = this.#state;
    const key = this.#storefront.catalog.config?.publishableKey ?? '';
    const appearance = () => appearanceOf(lookOf(this.#place.root));
    try {
      const payment = await openPayment(key, this.#reply, appearance, PaymentStep.loadLimit);
      if (this.#state !== loading || this.#over.signal.aborted) return;
      if (payment) this.#mount(payment);
      else void this.#verify('', []);
    } catch {
      if (this.#state === loading) this.#giveUp();
    }
  }

  /** Where what is mounted first is what a keyboard meets first. */
  #mount(payment: OpenPayment): void {
    const { sdk, actions } = payment;
    this.#payment = payment;
    this.#session = actions.getSession();
    sdk.on('change', (session) => {
      this.#session = session;
      this.#draw();
    });
    const wallets = sdk.createExpressCheckoutElement();
    wallets.on('ready', ({ availablePaymentMethods }) => {
      this.#hasWallet = availablePaymentMethods !== undefined;
      this.#draw();
    });
    wallets.on('confirm', (event) => void this.#pay(event));
    this.#elements.set('express', wallets).set('contact', sdk.createContactDetailsElement());
    if (this.#reply.collects.shippingAddress) this.#elements.set('shipping', sdk.createShippingAddressElement());
    if (this.#session.tax.status === 'requires_billing_address')
      this.#elements.set('billing', sdk.createBillingAddressElement());
    const fields = sdk.createPaymentElement();
    fields.on('loaderror', () => this.#giveUp());
    this.#elements.set('payment', fields);
    // Stripe.js mounts where there is room: the form first, its fields then.
    this.#fill('');
    for (const [name, element] of this.#elements) {
      element.on('escape', this.#actions.leave);
      element.mount(this.#place.mount(name));
    }
  }

  /** Stripe.js is blocked, or slow, or refuses. The owner hears why in the console; the buyer has another way to pay. */
  #giveUp(): void {
    if (this.#over.signal.aborted || !this.#go({ at: 'unavailable' })) return;
    console.error('stripe-cart: Stripe.js could not be used. Does the Content-Security-Policy allow js.stripe.com?');
    fire(this.#storefront.page.eventTarget(), 'cart-problem', { code: 'payment_form_unavailable', requestId: null });
  }

  /** Takes the money, once for a press: whatever happens, the form is free again only after an answer. */
  async #pay(wallet?: WalletEvent): Promise<void> {
    const payment = this.#payment;
    if (!payment || !this.#go({ at: 'confirming' })) return;
    if (!navigator.onLine) return this.#fill(words.offline);
    const timer = setTimeout(() => void this.#wait(), PaymentStep.confirmLimit);
    const result = await this.#confirm(payment, wallet).catch(() => 'unknown' as const);
    clearTimeout(timer);
    if (this.#over.signal.aborted || result === 'incomplete') return;
    if (result === 'unknown') return this.#verify(words.unpaid);
    if (result.type === 'success') return this.#verify('');
    wallet?.paymentFailed({ reason: 'fail' });
    // A decline is certain. Any other refusal may be of a payment that is over, in whichever way.
    const text = await textOf(result.error);
    if (result.error.code === 'paymentFailed') this.#fill(text);
    else await this.#verify(text, []);
  }

  /** @throws whatever Stripe.js throws, after which nobody knows what was done */
  async #confirm({ actions }: OpenPayment, wallet?: WalletEvent): Promise<ConfirmResult | 'incomplete'> {
    await this.#change;
    const checked = wallet ? null : await actions.validateElements();
    if (checked?.type === 'error') {
      this.#fill(words.incomplete);
      const name = checked.error.validation_errors[0]?.element ?? '';
      if (name in ELEMENTS) this.#elements.get(ELEMENTS[name as keyof typeof ELEMENTS] as Mount)?.focus();
      return 'incomplete';
    }
    const phone = this.#place.root.querySelector<HTMLInputElement>('[name=phone]')?.value;
    return actions.confirm({
      redirect: 'if_required',
      ...(phone && { phoneNumber: phone }),
      ...(wallet && { expressCheckoutConfirmEvent: wallet }),
    });
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
   * Asks the proxy until it knows.
   *
   * @param unpaid what to say in the form where nothing was paid; empty where Stripe.js has said that it was
   */
  async #verify(unpaid: string, waits = PaymentStep.waits): Promise<void> {
    if (!this.#go({ at: 'verifying' })) return;
    for (const wait of [...waits, null]) {
      const status = await this.#statusNow();
      if (status === null) return;
      if (wait === null) {
        if (!this.#payment) this.#giveUp();
        else if (unpaid && status !== 'unknown') this.#fill(unpaid);
        else this.#go({ at: 'unsure' });
        return;
      }
      await seconds(wait);
    }
  }

  /** @returns the status of a payment that is still open; null where the proxy's word has ended the matter, or the step is closed */
  async #statusNow(): Promise<OrderStatus | null> {
    if (this.#over.signal.aborted) return null;
    const reply = await this.#storefront.checkOrder({ by: 'resume', token: this.#reply.resume });
    if (this.#over.signal.aborted) return null;
    if (!reply.ok) return 'unknown';
    const { status } = reply.value;
    if (OPEN.includes(status)) return status;
    if (OVER.includes(status)) this.#go({ at: 'expired' });
    else this.#checkout.answer(reply.value);
    return null;
  }

  /** Has Stripe change the payment; the new total comes with its `change` event. */
  #ask(change: (payment: OpenPayment) => ReturnType<OpenPayment['actions']['applyPromotionCode']>): void {
    const payment = this.#payment;
    if (!payment || this.#state.at !== 'filling') return;
    this.#fill('');
    this.#change = change(payment)
      .then((result) => (result.type === 'error' ? textOf(result.error) : ''))
      .catch(() => words.refused)
      .then((notice) => void (notice && this.#fill(notice)));
  }

  #fill(notice: string): void {
    if (this.#go({ at: 'filling', notice })) this.#follow();
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

  readonly #onScheme = (): void => this.#payment?.sdk.changeAppearance(appearanceOf(lookOf(this.#place.root)));

  #go(wanted: PaymentState): boolean {
    const before = this.#state;
    if (!this.#over.signal.aborted) this.#state = nextPaymentState(before, wanted);
    if (this.#state === before) return false;
    this.#draw();
    if (wanted.at === 'unavailable' || wanted.at === 'expired' || wanted.at === 'unsure') this.#place.focusHeading();
    return true;
  }

  #draw(): void {
    const { catalog } = this.#storefront;
    const money = (amount: number, currency: string) =>
      formatMoney(amount, currency, this.#cart.closest<HTMLElement>('[lang]')?.lang);
    const model = {
      state: this.#state,
      session: this.#session,
      collects: this.#reply.collects,
      needsBillingAddress: this.#elements.has('billing'),
      hasWallet: this.#hasWallet,
      messages: en,
      money,
      livemode: catalog.config?.livemode === true,
    };
    render(paymentView(model, this.#actions), this.#place.root);
  }
}

/** The words for it are loaded when they are needed; where they cannot be had, one sentence does for all. */
async function textOf(refusal: Refusal): Promise<string> {
  const loaded = await import('./refusal.js').catch(() => null);
  return loaded?.refusalText(refusal) ?? words.refused;
}

/** Stripe.js may be in the middle of something with it. */
function destroy(element: StripeElementBase): void {
  try {
    element.destroy();
  } catch {
    // It is out of the page, and that is all that was wanted.
  }
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, count * 1000));
}
