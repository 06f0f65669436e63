import type { CheckoutReply, OrderReply } from '@stripe-cart/contract';
import { expect } from 'chai';
import { FakeStripe } from '../../../../test-page/fake-stripe.js';
import {
  axeViolations,
  Navigations,
  press,
  settled,
  ShopPage,
  textOf,
  until,
} from '../../../../test-page/shop-page.js';
import { paidOrder, SESSION_URL, token } from '../../../../test-page/stub-proxy.js';
import { PaymentStep } from './payment-step.js';

const shop = new ShopPage();
const SECRET = 'cs_test_a1b2c3d4e5f6_secret_fidelity';

describe('paying in the page', () => {
  let stripe: FakeStripe;
  let navigations: Navigations;
  beforeEach(async () => {
    PaymentStep.waits = [0, 0];
    PaymentStep.loadLimit = 10_000;
    PaymentStep.confirmLimit = 60_000;
    stripe = new FakeStripe().install();
    navigations = new Navigations();
    await shop.reset({ checkout: 'elements' });
    await offers();
  });
  afterEach(() => {
    navigations.stop();
    stripe.uninstall();
  });

  const offers = (changes: object = {}) => {
    shop.proxy.onCheckout = ({ mode }) => (mode === 'elements' ? { ...inPage, ...changes } : hosted);
    return shop.sells(shop.proxy.items, { modes: ['hosted', 'elements'], publishableKey: 'pk_test_1' });
  };
  const attempt = () => shop.page.store.cart.payment?.attempt ?? '';
  const step = () => shop.cart.querySelector('[slot=payment]');
  const says = (text: string) =>
    until(`the step says “${text}”, not “${step() ? textOf(step() as Element) : ''}”`, () => {
      const place = step();
      return place && textOf(place).includes(text) && place;
    });
  const order = (changes: Partial<OrderReply> = {}) =>
    ({ ...paidOrder({ attempt: attempt() }), ...changes }) as OrderReply;
  /** Two mugs, and the step is open. */
  const open = async () => {
    await shop.openWithMugs(2);
    shop.pay();
    return says('Pay €39.00');
  };
  const pressPay = () => inStep('[part=pay]').click();
  const inStep = (selector: string): HTMLElement => {
    const found = step()?.shadowRoot?.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`Nothing in the step matches ${selector}.`);
    return found;
  };

  it('mounts Stripe’s fields, takes the money once, and believes the proxy', async () => {
    await open();
    expect([...stripe.mounted.keys()]).to.deep.equal(['expressCheckout', 'contactDetails', 'payment']);
    expect(stripe.options[0]?.clientSecret).to.equal(SECRET);
    shop.proxy.onOrder = () => order();
    pressPay();
    pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(stripe.confirms).to.deep.equal([{ redirect: 'if_required' }]);
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    expect(step()).to.equal(null);
    expect(await axeViolations()).to.deep.equal([]);
  });

  it('never stores the client secret', async () => {
    await open();
    expect(JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href).not.to.contain('secret');
    expect(shop.stored).to.contain(token('resume'));
    press(step() as Element, 'Edit cart');
    await settled();
    expect(navigations.urls).to.deep.equal([]);
    expect(SESSION_URL).to.contain('stripe');
  });
});

const inPage: CheckoutReply = {
  status: 'open',
  mode: 'elements',
  clientSecret: SECRET,
  collects: { shippingAddress: false, phone: false, promotionCode: false },
  resume: token('resume'),
};
const hosted: CheckoutReply = { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('hosted') };
