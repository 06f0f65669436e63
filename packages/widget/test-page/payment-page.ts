import type { CheckoutReply, CollectedDetails, OrderReply, ShopConfig } from '@stripe-cart/contract';
import { PaymentStep } from '../src/checkout/payment/payment-step.js';
import { FakeStripe } from './fake-stripe.js';
import { Navigations, ShopPage, textOf, until } from './shop-page.js';
import { paidOrder, SESSION_URL, token } from './stub-proxy.js';

export const CLIENT_SECRET = 'cs_test_a1b2c3d4e5f6_secret_fidelity';

/** A shop whose buyers pay in the page, and a Stripe.js that does what the test says. */
export class PaymentPage extends ShopPage {
  stripe = new FakeStripe();
  navigations = new Navigations();
  /** What the owner is told in the console. */
  told: string[] = [];
  readonly #console = { ...console };

  /** An empty cart, no waiting, and a proxy that opens payments in the page and on Stripe's. */
  async begin(attributes: Record<string, string> = {}): Promise<void> {
    PaymentStep.waits = [0, 0];
    PaymentStep.loadLimit = 10_000;
    PaymentStep.confirmLimit = 60_000;
    this.navigations.stop();
    this.navigations = new Navigations();
    this.stripe = new FakeStripe().install();
    this.told = [];
    const hear = (...words: unknown[]) => void this.told.push(words.join(' '));
    Object.assign(console, { warn: hear, error: hear });
    await this.reset({ checkout: 'elements', ...attributes });
    await this.offers();
  }

  end(): void {
    Object.assign(console, this.#console);
    this.navigations.stop();
    document.body.replaceChildren();
  }

  /** What the payment asks of the buyer, and what the proxy says of itself. */
  async offers(collects: Partial<CollectedDetails> = {}, config: Partial<ShopConfig> = {}): Promise<void> {
    this.proxy.onCheckout = ({ mode }) =>
      mode === 'elements' ? openHere(collects) : mode === 'embedded' ? openAsPage : openAtStripe;
    const modes: ShopConfig['modes'] = ['hosted', 'embedded', 'elements', 'intent'];
    await this.sells(this.proxy.items, { modes, publishableKey: 'pk_test_1', ...config });
  }

  /** Two mugs, and the step is open. */
  async openStep(): Promise<void> {
    await this.openWithMugs(2);
    this.pay();
    await this.says('Pay €39.00');
  }

  get step(): Element {
    const step = this.cart.querySelector('[slot=payment]');
    if (!step) throw new Error('The payment step is not open.');
    return step;
  }

  get isOpen(): boolean {
    return this.cart.querySelector('[slot=payment]') !== null;
  }

  /** The step says this, sooner or later. */
  says(text: string): Promise<boolean> {
    const said = () => (this.isOpen ? textOf(this.step) : '(closed)');
    return until(`the step says “${text}”, not “${said()}”`, () => said().includes(text));
  }

  /** Presses the button that takes the money. */
  pressPay(): void {
    this.inStep('[part=pay]').click();
  }

  inStep<E extends HTMLElement = HTMLElement>(selector: string): E {
    const found = this.step.shadowRoot?.querySelector<E>(selector);
    if (!found) throw new Error(`Nothing in the step matches ${selector}.`);
    return found;
  }

  get attempt(): string {
    return this.page.store.cart.payment?.attempt ?? '';
  }

  /** What the proxy says of this cart's payment from now on. */
  becomes(changes: Partial<OrderReply>): void {
    this.proxy.onOrder = () => ({ ...paidOrder({ attempt: this.attempt }), ...changes }) as OrderReply;
  }
}

function openHere(collects: Partial<CollectedDetails>): CheckoutReply {
  return {
    status: 'open',
    mode: 'elements',
    clientSecret: CLIENT_SECRET,
    collects: { shippingAddress: false, phone: false, promotionCode: false, ...collects },
    resume: token('resume'),
  };
}

const openAsPage: CheckoutReply = {
  status: 'open',
  mode: 'embedded',
  clientSecret: CLIENT_SECRET,
  resume: token('resume'),
};

const openAtStripe: CheckoutReply = { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('hosted') };
