import type { ExpectedTotal, IntentFormReply, IntentSubmit, ShippingOption } from '@stripe-cart/contract';
import type { Stripe } from '@stripe/stripe-js';
import type { TemplateResult } from 'lit/html.js';
import type { PricedCart } from '../../../cart/priced-cart.js';
import { en } from '../../../messages/en.js';
import { failed, type Reply, type WidgetProblem } from '../../../proxy-client.js';
import type { Purchase } from '../../checkout-controller.js';
import type { Outcome, PaymentForm, WalletEvent } from '../../payment/payment-form.js';
import type { PaymentStep } from '../../payment/payment-step.js';
import type * as StripeJs from '../../payment/stripe-js.js';
import type * as PaymentChoices from '../elements/payment-choices.js';
import type { InPageReply, PayableReply } from '../open-payment.js';
import { IntentFields } from './intent-fields.js';
import { outcomeOf, refusalOf, refused } from './intent-outcome.js';
import { intentView } from './intent-view.js';

/** Puts up the form. Nothing has been made at Stripe, and nothing is until the button is pressed. */
export async function openForm(
  step: PaymentStep,
  reply: InPageReply,
  stripe: Stripe,
  stripeJs: typeof StripeJs,
): Promise<PaymentForm> {
  if (reply.status !== 'form') throw new Error('stripe-cart: a payment that nobody has pressed a button for.');
  const form = new IntentForm(step, reply, stripe, stripeJs);
  await form.loadChoices();
  return form;
}

/**
 * A PaymentIntent in Stripe's Elements. What is bought and what it costs is the proxy's word; the PaymentIntent is made
 * when the button is pressed, for exactly the total that stands on it.
 */
export class IntentForm implements PaymentForm {
  readonly isOpen = true;
  readonly step: PaymentStep;
  hasWallet = false;
  /** Where there are several ways of shipping, what shows them. */
  choices: typeof PaymentChoices | null = null;
  reply: IntentFormReply;
  /** As chosen; null where nothing is posted, or shipping costs nothing. */
  shipping: ShippingOption | null;
  readonly #stripe: Stripe;
  readonly #fields: IntentFields;
  #cart: PricedCart;
  /** What the proxy was asked to take the money for, and has not answered. */
  #unanswered: Purchase | null = null;
  /** How many changes are under way, the last of them: nothing is paid before Stripe.js has them all. */
  #changes = 0;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(step: PaymentStep, reply: IntentFormReply, stripe: Stripe, stripeJs: typeof StripeJs) {
    this.step = step;
    this.reply = reply;
    this.shipping = reply.shippingOptions[0] ?? null;
    this.#stripe = stripe;
    this.#cart = step.cart;
    this.#fields = new IntentFields(this, stripe, stripeJs);
  }

  /** In minor units. */
  get total(): number {
    return this.reply.subtotal + (this.shipping?.amount ?? 0);
  }

  get due(): string {
    return this.money(this.total);
  }

  readonly money = (amount: number): string => this.step.money(amount, this.reply.currency);

  mount(): void {
    this.#fields.mount();
  }

  view(isLocked: boolean): TemplateResult {
    return intentView(this, isLocked);
  }

  async loadChoices(): Promise<void> {
    if (this.reply.shippingOptions.length > 1)
      this.choices ??= await import('../elements/payment-choices.js').catch(() => null);
  }

  /** The buyer chooses another way of shipping in the form. */
  readonly choose = (id: string): void => {
    void this.step.change(async () => {
      await this.ship(id);
      return null;
    });
  };

  /** In the form, or in a wallet's sheet. @throws whatever Stripe.js throws */
  ship(id: string): Promise<void> {
    return this.#change(async () => {
      this.shipping = this.reply.shippingOptions.find((option) => option.id === id) ?? this.shipping;
      // What a press agrees to is what the button says: it says so at once.
      this.step.update();
      await this.#fields.setAmount();
    });
  }

  /** The amount follows the cart. The buyer is told, beside what became of their last press, and presses again. */
  follow(cart: PricedCart): void {
    const { state } = this.step;
    void this.step.change(
      async () => {
        await this.#change(() => this.#become(cart));
        return 'repriced';
      },
      'notice' in state ? state.notice : '',
    );
  }

  async confirm(wallet?: WalletEvent): Promise<Outcome> {
    const cart = this.#cart;
    const agreed = wallet ? this.#fields.offered : this.total;
    const elements = this.#fields.groupOf(wallet);
    // First of all, and in the press itself: a wallet opens its sheet here, and a browser lets it only then.
    const checked = await elements.submit().catch(() => null);
    if (!checked) return refused('unpaid');
    if (checked.error || !this.#fields.isComplete(wallet)) return refused('incomplete');
    const isStale = this.#changes > 0 || this.#fields.amount !== agreed || this.total !== agreed || this.#cart !== cart;
    if (isStale) {
      // Where Stripe.js has not taken the last change it is told once more: the next press is for what it has.
      await this.#change(() => this.#fields.setAmount()).catch(() => null);
      return refused('repriced');
    }
    const params = this.#fields.params(wallet);
    let submit: IntentSubmit = { shippingOption: this.shipping?.id ?? null, total: agreed };
    if (this.reply.confirm === 'server') {
      const made = await this.#stripe.createConfirmationToken({ elements, params }).catch(() => null);
      if (!made) return refused('unpaid');
      if (made.error) return refused(refusalOf(made.error));
      submit = { ...submit, confirmationToken: made.confirmationToken.id };
    }
    if (this.step.signal.aborted) return null;
    const { payable: lines } = cart;
    const purchase: Purchase = { mode: 'intent', lines, expected: this.#expected(cart), submit };
    this.#unanswered = submit.confirmationToken ? purchase : null;
    const answer = await this.#ask(purchase);
    // Where the step is over, nobody is there to see what would be paid.
    if (!answer || this.step.signal.aborted) return null;
    if (!answer.ok) return this.#refusedBy(answer.problem);
    this.#unanswered = null;
    const { value } = answer;
    if (value.status !== 'open' || value.mode !== 'intent') return this.#fail(failed('unreadable', false).problem);
    const { clientSecret, returnUrl } = value;
    if (value.next === 'next_action') return outcomeOf(await this.#stripe.handleNextAction({ clientSecret }));
    if (value.amount !== agreed || value.currency !== this.reply.currency) return refused('repriced');
    const confirmParams = { ...params, ...this.#fields.receipt(wallet), return_url: returnUrl };
    return outcomeOf(
      await this.#stripe.confirmPayment({ elements, clientSecret, confirmParams, redirect: 'if_required' }),
    );
  }

  /** The very same request again: what was done for it is done, and is told. */
  async recall(): Promise<void> {
    const answer = this.#unanswered && (await this.#ask(this.#unanswered));
    if (answer && !answer.ok && answer.problem.code === 'payment_declined') this.#keep(answer.problem);
  }

  close(): void {
    this.#fields.close();
  }

  /** What is known of the payment is the step's from then on. */
  async #ask(purchase: Purchase): Promise<Reply<PayableReply> | null> {
    const { step } = this;
    const reply = await step.checkout.ask(purchase);
    const { payment } = step.storefront.page.store.cart;
    step.attempt = payment?.attempt;
    step.resume = payment?.resume ?? step.resume;
    return reply;
  }

  #expected({ currency, subtotal }: PricedCart): ExpectedTotal {
    return { currency: currency ?? this.reply.currency, subtotal };
  }

  /** One change after the other; the next one does not mind that one was refused. */
  #change(change: () => Promise<void>): Promise<void> {
    this.#changes++;
    const changing = this.#changing.then(change).finally(() => this.#changes--);
    this.#changing = changing.catch(() => null);
    return changing;
  }

  async #become(cart: PricedCart): Promise<void> {
    const answer = await this.#ask({ mode: 'intent', lines: cart.payable, expected: this.#expected(cart) });
    if (!answer || this.step.signal.aborted) return;
    if (!answer.ok) return void this.step.checkout.fail(answer.problem, cart);
    const { value } = answer;
    // Other fields than there are: the form is put up anew.
    if (value.status !== 'form' || JSON.stringify(value.collects) !== JSON.stringify(this.reply.collects))
      return this.step.checkout.restart();
    this.#cart = cart;
    this.reply = value;
    const { shippingOptions } = value;
    this.shipping = shippingOptions.find(({ id }) => id === this.shipping?.id) ?? shippingOptions[0] ?? null;
    this.step.update();
    await this.loadChoices();
    await this.#fields.setAmount();
  }

  /** The proxy has made no payment, or says nothing of one. */
  async #refusedBy(problem: WidgetProblem): Promise<Outcome> {
    const { checkout, storefront } = this.step;
    if (problem.code === 'payment_declined') return this.#keep(problem);
    const isPassing = problem.retryable || problem.code === 'offline';
    // Where the proxy takes the money, an answer that was lost may have been that it was taken.
    if (this.#unanswered && (isPassing || UNCLEAR.includes(problem.code))) return { refusal: 'unpaid', isFinal: false };
    this.#unanswered = null;
    if (problem.code === 'mode_not_offered') {
      checkout.restart('hosted');
      return null;
    }
    const isReshipped = problem.code === 'shipping_option_unavailable';
    if (!isPassing && !isReshipped) return this.#fail(problem);
    if (isReshipped) await this.#change(() => this.#become(this.#cart)).catch(() => null);
    storefront.report(problem);
    await storefront.load('trouble');
    return refused({ sentence: storefront.trouble?.problemText(problem) ?? en.problem });
  }

  /** Back to the cart, which says why. */
  #fail(problem: WidgetProblem): null {
    this.step.checkout.fail(problem, this.#cart);
    return null;
  }

  /** Declined at the proxy: the next try is of the same payment. */
  #keep({ reason, resume }: Declined): Outcome {
    const { step } = this;
    const { attempt } = step;
    this.#unanswered = null;
    step.resume = resume;
    if (attempt) step.storefront.page.store.apply({ type: 'resume', attempt, resume });
    return refused(reason);
  }
}

type Declined = Extract<WidgetProblem, { code: 'payment_declined' }>;

/** After these nobody knows whether Stripe was asked. */
const UNCLEAR: readonly WidgetProblem['code'][] = ['unreadable', 'stripe_unreadable', 'internal'];
