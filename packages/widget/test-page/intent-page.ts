import type {
  CheckoutReply,
  CheckoutRequest,
  IntentCheckoutReply,
  IntentFormReply,
  IntentSubmit,
  ProblemEvidence,
} from '@stripe-cart/contract';
import type { FakeDeferred } from './fake-deferred.js';
import { PaymentPage } from './payment-page.js';
import { mug, token } from './stub-proxy.js';

export const POST = { id: 'shr_1OaBcDeFgHiJkLpost', name: 'Post', amount: 490 };
export const PICK_UP = { id: 'shr_1OaBcDeFgHiJkLpickUp', name: 'Pick up', amount: 0 };
export const PAYMENT_SECRET = 'pi_3OaBcDeFgHiJkL_secret_fidelityOfAnIntent';
export const RETURN_URL = 'https://pay.shop.test/v1/return?nonce=1';

/** A shop whose proxy makes PaymentIntents of its own, and a Stripe.js that does what the test says. */
export class IntentPage extends PaymentPage {
  /** What the form asks for, beside the price of what is in the cart. */
  form: Partial<IntentFormReply> = {};
  /** What the proxy says to a press. */
  onPress: (submit: IntentSubmit) => CheckoutReply | ProblemEvidence = (submit) => this.opens(submit);

  override async begin(attributes: Record<string, string> = {}): Promise<void> {
    this.form = {};
    this.onPress = (submit) => this.opens(submit);
    await super.begin({ checkout: 'intent', ...attributes });
    const { onCheckout } = this.proxy;
    this.proxy.onCheckout = (request) => (request.mode === 'intent' ? this.#answer(request) : onCheckout(request));
  }

  get deferred(): FakeDeferred {
    return this.stripe.deferred;
  }

  /** What was asked of the proxy when the button was pressed. */
  get presses(): IntentSubmit[] {
    const bodies = this.proxy.sent('/v1/checkout') as CheckoutRequest[];
    return bodies.flatMap((body) => (body.mode === 'intent' && body.submit ? [body.submit] : []));
  }

  /** A PaymentIntent over what the button said, and Stripe knows it. */
  opens(submit: IntentSubmit, changes: Partial<IntentCheckoutReply> = {}): IntentCheckoutReply {
    this.deferred.intent = { amount: submit.total, currency: 'eur' };
    return {
      status: 'open',
      mode: 'intent',
      clientSecret: PAYMENT_SECRET,
      next: 'confirm',
      amount: submit.total,
      currency: 'eur',
      returnUrl: RETURN_URL,
      resume: token('resume'),
      ...changes,
    };
  }

  #answer(request: Extract<CheckoutRequest, { mode: 'intent' }>): CheckoutReply | ProblemEvidence {
    if (request.submit) return this.onPress(request.submit);
    return this.asForm({ subtotal: request.lines.reduce((sum, { quantity }) => sum + quantity * mug().unitAmount, 0) });
  }

  /** What there is to ask, for two mugs where nothing else is said. */
  asForm(changes: Partial<IntentFormReply> = {}): IntentFormReply {
    return {
      status: 'form',
      mode: 'intent',
      currency: 'eur',
      subtotal: 3900,
      collects: { shippingAddress: false, phone: false, countries: [] },
      shippingOptions: [],
      capture: 'automatic',
      confirm: 'client',
      ...this.form,
      ...changes,
    };
  }
}
