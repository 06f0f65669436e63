import type { CheckoutMode, CheckoutRequest, ExpectedTotal, OrderReply, OrderRequest } from '@stripe-cart/contract';
import type { PricedCart } from '../cart/priced-cart.js';
import { fire } from '../events.js';
import { failed, type Reply, type WidgetProblem } from '../proxy-client.js';
import type { Storefront } from '../storefront.js';
import type { Money } from '../views/panel-model.js';
import { isBusy, nextState, type CheckoutState } from './checkout-state.js';
import { modeNamed } from './modes/modes.js';
import { openPayment, type PayableReply } from './modes/open-payment.js';
import type { PaymentStep } from './payment/payment-step.js';

/** How often one press may go back to the proxy with something new: a token it just got, or a fresh attempt. */
const MAX_ROUNDS = 4;

/** A language as the proxy takes it. What else may stand in a page's `lang` is no reason to sell nothing. */
const LANGUAGE = /^[a-z]{2,8}(-[a-z\d]{1,8}){0,2}$/i;

/** What to pay for and how; under which attempt is the checkout's own business. */
export type Purchase = CheckoutRequest extends infer Request
  ? Request extends CheckoutRequest
    ? Omit<Request, 'attempt' | 'resume'>
    : never
  : never;

/** The element that shows where the checkout stands. */
export interface CheckoutHost extends HTMLElement {
  requestUpdate(): void;
  /** An amount, in minor units, in the language of the page. */
  readonly money: Money;
}

/**
 * Takes the cart to checkout and finds out what became of it. The order of things is what keeps a buyer from paying
 * twice: the attempt is stored before the proxy hears of it, the resume token before the page goes anywhere, and
 * what the proxy answers is always about that one attempt.
 */
export class CheckoutController {
  readonly #host: CheckoutHost;
  readonly #storefront: () => Storefront;
  #state: CheckoutState = { at: 'idle' };
  #step: PaymentStep | null = null;
  /** The last round of questions; whoever wants to know while it is under way waits for it. */
  #checking: Promise<void> | undefined;

  constructor(host: CheckoutHost, storefront: () => Storefront) {
    this.#host = host;
    this.#storefront = storefront;
  }

  get state(): CheckoutState {
    return this.#state;
  }

  connect(): void {
    addEventListener('pageshow', this.#onPageShow);
  }

  disconnect(): void {
    removeEventListener('pageshow', this.#onPageShow);
    if (this.#state.at === 'paying') this.rest();
  }

  /** Back to an ordinary cart, with a word about why where the buyer did not ask for it. */
  rest(notice = ''): void {
    this.#go({ at: 'idle', notice });
  }

  /**
   * Leaves the payment step, where one is open. What is starting leads nowhere then; its token is kept for the next time.
   *
   * @returns false where it cannot be left now
   */
  leave(): boolean {
    if (this.#state.at === 'starting') this.rest();
    return this.#step?.leave() ?? true;
  }

  /** Leaves what is open here and pays for the cart as it is now. */
  restart(mode?: CheckoutMode): void {
    this.rest();
    void this.start(this.#storefront().priced, undefined, mode);
  }

  /** The proxy's word about an order takes the place of whatever was there. */
  answer(order: OrderReply): void {
    this.#go({ at: 'answered', order });
  }

  /**
   * Asks the proxy about every payment that is not settled. Where it cannot be reached, nothing is lost: checkout
   * itself carries the resume token, and the proxy looks there before it opens anything.
   *
   * @param notice what to say at the end where there is no news
   */
  async check(notice = ''): Promise<void> {
    const { payment, held } = this.#storefront().page.store.cart;
    const asks: OrderRequest[] = held.map(({ ask }) => ask);
    if (payment?.resume) asks.push({ by: 'resume', token: payment.resume });
    if (asks.length === 0) return;
    if (this.#go({ at: 'checking' })) this.#checking = this.#askAbout(asks, notice);
    return this.#checking;
  }

  async #askAbout(asks: readonly OrderRequest[], notice: string): Promise<void> {
    for (const ask of asks) {
      const reply = await this.#storefront().checkOrder(ask);
      if (reply.ok && reply.value.detail === 'full' && !this.#isOpen(reply.value.attempt)) this.answer(reply.value);
    }
    if (this.#state.at === 'checking') this.rest(notice);
  }

  /**
   * Pays for what the buyer was shown.
   *
   * @param shown the cart as it was on the screen
   * @param agreed another total, where the buyer has agreed to one
   * @param mode how, where not as the element says
   */
  async start(shown: PricedCart, agreed?: ExpectedTotal, mode?: CheckoutMode): Promise<void> {
    const { page } = this.#storefront();
    const { currency, subtotal, recurring } = agreed ?? shown;
    const expected = currency && { currency, subtotal, recurring };
    if (isBusy(this.#state) || !expected || shown.payable.length === 0 || shown.conflict) return;
    if (!fire(this.#host, 'cart-checkout', { lines: shown.payable })) return;
    if (!this.#go({ at: 'starting' })) return;
    const starting = this.#state;
    const settledBefore = page.store.cart.settled.at(-1);
    await alone(page.store.key, async () => {
      if (this.#state !== starting) return;
      page.store.refresh();
      // While we waited for our turn, another tab may have seen these lines paid.
      if (page.store.cart.settled.at(-1) !== settledBefore) return this.rest();
      return this.#askForPayment(shown, expected, mode);
    });
  }

  /**
   * Asks the proxy for a payment, and again where it has something new to say: a token for this attempt, or that only a
   * fresh one can go on. Every token is stored before anything is done with its payment.
   *
   * @returns what there is to pay, or why not; null where the order turned out to be settled, and is the answer already
   */
  async ask(purchase: Purchase): Promise<Reply<PayableReply> | null> {
    const storefront = this.#storefront();
    const { store } = storefront.page;
    const client = await storefront.client();
    const { lang } = document.documentElement;
    const locale = LANGUAGE.test(lang) && { locale: lang };
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { attempt, resume } = store.cart.payment ?? store.begin();
      const reply = await client.checkout({ ...purchase, attempt, ...locale, ...(resume !== null && { resume }) });
      if (!reply.ok) {
        if (reply.problem.code !== 'attempt_conflict') return reply;
        await storefront.load('trouble');
        await storefront.trouble?.resolveConflict(store, attempt, resume);
        continue;
      }
      const { value } = reply;
      if ('order' in value) {
        const known = await storefront.checkOrder({ by: 'order', token: value.order });
        if (!known.ok) return known;
        this.answer(known.value);
        return null;
      }
      // A link made beforehand has none, and takes away none that a proxy has given for this attempt.
      if ('resume' in value && value.resume) store.apply({ type: 'resume', attempt, resume: value.resume });
      if (value.status !== 'replayed') return { ok: true, value };
    }
    return failed('unreadable', false);
  }

  /** It did not work; or it did, at another price, and the buyer is asked. The cart is as it was. */
  fail(problem: WidgetProblem, shown: PricedCart): void {
    this.#storefront().report(problem);
    if (problem.code !== 'price_changed') return void this.#go({ at: 'stopped', problem });
    void this.#storefront().loadCatalog(true);
    this.#go({ at: 'price-changed', shown, quote: problem.quote });
  }

  async #askForPayment(
    shown: PricedCart,
    expected: ExpectedTotal,
    mode = modeNamed(this.#host.getAttribute('checkout'), this.#storefront().catalog.config),
  ): Promise<void> {
    const { config } = this.#storefront().catalog;
    const starting = this.#state;
    const reply = await this.ask({ mode, lines: shown.payable, expected });
    if (!reply || this.#state !== starting) return;
    if (!reply.ok) {
      const isElsewhere = reply.problem.code === 'mode_not_offered' && mode !== 'hosted';
      return isElsewhere ? this.#askForPayment(shown, expected, 'hosted') : this.fail(reply.problem, shown);
    }
    const payment = config && openPayment(reply.value, config);
    if (!payment) return this.fail(failed('unreadable', false).problem, shown);
    if (!this.#go(payment)) return;
    if (payment.at === 'leaving') leave(payment.url);
    else void this.#payHere(payment, shown, expected);
  }

  /** Opens the payment step. A page that cannot have it sends its buyer to Stripe's. */
  async #payHere(
    paying: Extract<CheckoutState, { at: 'paying' }>,
    shown: PricedCart,
    expected: ExpectedTotal,
  ): Promise<void> {
    const loaded = await import('./payment/payment-step.js').catch(() => null);
    if (this.#state !== paying) return;
    if (loaded)
      this.#step = new loaded.PaymentStep(this, this.#host, this.#storefront(), paying.reply, shown, expected);
    else this.restart('hosted');
  }

  #isOpen(attempt: string): boolean {
    const { payment, held } = this.#storefront().page.store.cart;
    return payment?.attempt === attempt || held.some((one) => one.attempt === attempt);
  }

  /** @returns whether the checkout could go there from where it stood. */
  #go(wanted: CheckoutState): boolean {
    const before = this.#state;
    this.#state = nextState(before, wanted);
    this.#host.requestUpdate();
    if (this.#state === before) return false;
    this.#step?.close();
    this.#step = null;
    return true;
  }

  /** Back from Stripe by the Back button: the page wakes up as it was, with its button still busy. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    this.rest();
    void this.check();
  };
}

/** One tab at a time, where the browser can see to it. Elsewhere the proxy's own guard has to do. */
function alone(name: string, work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}

/** Stripe's page refuses to be framed, so a shop inside a frame sends the whole window there. */
function leave(url: string): void {
  try {
    (window.top ?? window).location.href = url;
  } catch {
    location.href = url;
  }
}
