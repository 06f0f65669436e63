import { expect } from 'chai';
import { CLIENT_SECRET, PaymentPage } from '../../../test-page/payment-page.js';
import { press, settled, textOf, until } from '../../../test-page/shop-page.js';
import { mug, poster, token } from '../../../test-page/stub-proxy.js';
import { newAttempt } from '../attempt.js';

const shop = new PaymentPage();
const CHANGED = 'Your cart has changed.';

describe('a cart that changes while its buyer pays', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const elsewhere = (changes: object) =>
    shop.writeElsewhere(JSON.stringify({ ...(JSON.parse(shop.stored ?? '{}') as object), ...changes }));
  const threeMugs = { lines: [{ item: 'mug', options: [], quantity: 3 }] };

  it('closes the step and says why; the next press pays for the cart as it is', async () => {
    await shop.openStep();
    elsewhere(threeMugs);
    await shop.sees(CHANGED);
    expect(shop.isOpen).to.equal(false);
    shop.pay();
    await until('it has asked again', () => shop.proxy.sent('/v1/checkout').length === 2);
    expect(shop.proxy.sent('/v1/checkout')[1]).to.deep.include({ expected: { currency: 'eur', subtotal: 5850 } });
  });

  it('keeps the step where another tab has written the same cart in another order', async () => {
    await shop.openWithMugs(2);
    shop.cart.add({ item: 'poster', options: [{ name: 'Frame', value: 'Oak' }] });
    shop.pay();
    await until('the step is open', () => shop.stripe.mounted.size > 0);
    const lines = shop.page.store.cart.lines.map(({ item, options, quantity }) => ({ quantity, options, item }));
    elsewhere({ lines: lines.toReversed() });
    await settled();
    expect(shop.page.store.cart.lines.map(({ item }) => item)).to.deep.equal(['poster', 'mug']);
    expect(shop.isOpen).to.equal(true);
  });

  it('closes the step where the page’s own button added something', async () => {
    await shop.openStep();
    shop.cart.add('mug');
    await shop.sees(CHANGED);
  });

  it('closes the step where the catalogue has another price', async () => {
    await shop.openStep();
    await shop.sells([mug({ unitAmount: 2100 }), poster()], {
      modes: ['hosted', 'elements'],
      publishableKey: 'pk_test_1',
    });
    await shop.sees(CHANGED);
  });

  it('closes the step where it changed before the step was there', async () => {
    await shop.openWithMugs(2);
    const { onCheckout } = shop.proxy;
    shop.proxy.onCheckout = (request) => {
      elsewhere(threeMugs);
      return onCheckout(request);
    };
    shop.pay();
    await shop.sees(CHANGED);
    expect(shop.isOpen).to.equal(false);
    expect(shop.stripe.mounted.size).to.equal(0);
  });

  it('keeps the step where another tab has opened the same payment, and closes it for another payment', async () => {
    await shop.openStep();
    elsewhere({ payment: { attempt: shop.attempt, resume: token('theirs') } });
    await settled();
    expect(shop.isOpen).to.equal(true);
    expect(textOf(shop.cart)).not.to.contain(CHANGED);
    elsewhere({ payment: { attempt: newAttempt(), resume: null } });
    await shop.sees(CHANGED);
  });

  it('keeps the step where it has the price that the buyer agreed to, before the catalogue has it and after', async () => {
    await shop.openWithMugs(2);
    const { onCheckout } = shop.proxy;
    const quote = { currency: 'eur' as const, subtotal: 4200, lines: [] };
    shop.proxy.onCheckout = () => ({ code: 'price_changed', quote });
    shop.pay();
    await shop.sees('Continue with €42.00');
    shop.proxy.onCheckout = onCheckout;
    press(shop.cart, 'Continue with €42.00');
    await shop.says('Pay €39.00');
    await shop.sells([mug({ unitAmount: 2100 }), poster()], {
      modes: ['hosted', 'elements'],
      publishableKey: 'pk_test_1',
    });
    await settled();
    expect(shop.isOpen).to.equal(true);
  });

  it('closes the step where what it began goes on otherwise now, at the same total', async () => {
    const club = (interval: 'month' | 'week') =>
      mug({ id: 'club', name: 'Mug club', recurring: { interval, intervalCount: 1 } });
    const config = { modes: ['hosted' as const, 'elements' as const], publishableKey: 'pk_test_1' };
    await shop.sells([club('month')], config);
    shop.cart.add('club');
    shop.cart.open();
    await shop.sees('every month');
    shop.pay();
    await shop.says('Pay €');
    await shop.sells([club('week')], config);
    await shop.sees(CHANGED);
    expect(shop.isOpen).to.equal(false);
  });

  it('says so where it was paid in another tab', async () => {
    await shop.openStep();
    elsewhere({ lines: [], settled: ['N1'] });
    await shop.sees('This order was paid in another tab.');
    expect(shop.isOpen).to.equal(false);
  });

  it('does not disturb a payment that is being confirmed, and takes out what was paid, no more', async () => {
    await shop.openStep();
    let answer: () => void = () => undefined;
    shop.stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve(shop.stripe.success())));
    shop.pressPay();
    await until('it is confirmed', () => shop.stripe.confirms.length === 1);
    elsewhere(threeMugs);
    await settled();
    expect(shop.isOpen).to.equal(true);
    shop.becomes({ status: 'paid' });
    answer();
    await shop.sees('Thank you, your order is paid');
    expect(shop.page.store.cart.lines).to.deep.equal([{ item: 'mug', options: [], quantity: 1 }]);
  });

  it('closes the step after all where that payment was declined', async () => {
    await shop.openStep();
    let answer: () => void = () => undefined;
    const error = { code: 'paymentFailed' as const, message: '', paymentFailed: { declineCode: null } };
    shop.stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve({ type: 'error', error })));
    shop.pressPay();
    await until('it is confirmed', () => shop.stripe.confirms.length === 1);
    elsewhere(threeMugs);
    answer();
    await shop.sees(CHANGED);
  });

  it('leaves no trace of the client secret, in storage, address, events or console', async () => {
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push((event as CustomEvent<unknown>).detail);
    const types = ['cart-add', 'cart-change', 'cart-open', 'cart-checkout', 'cart-problem', 'cart-paid'];
    for (const type of types) document.addEventListener(type, hear);
    await shop.openStep();
    expect(shop.stripe.options[0]?.clientSecret).to.equal(CLIENT_SECRET);
    const page = () => document.documentElement.outerHTML + (shop.step.shadowRoot?.innerHTML ?? '');
    expect(page()).not.to.contain('secret_fid');
    shop.stripe.emit('payment', 'loaderror');
    await shop.says('cannot be loaded');
    press(shop.step, 'Try again');
    await shop.says('Pay €39.00');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    for (const type of types) document.removeEventListener(type, hear);
    const traces = JSON.stringify([heard, shop.told, { ...localStorage }, { ...sessionStorage }, history.state]);
    expect(traces + location.href).not.to.contain('secret');
  });
});
