import type { OrderStatus } from '@stripe-cart/contract';
import { expect } from 'chai';
import { openSession } from '../../../test-page/fake-stripe.js';
import { PaymentPage } from '../../../test-page/payment-page.js';
import { axeViolations, press, settled, textOf, until } from '../../../test-page/shop-page.js';
import { paidOrder } from '../../../test-page/stub-proxy.js';
import { PaymentStep } from './payment-step.js';

const shop = new PaymentPage();
const FAILED = /fail|declin|not go through/i;
const asked = () => shop.proxy.sent('/v1/order');
const refusedWithoutCode = () => Promise.resolve({ type: 'error' as const, error: { code: null, message: '' } });

describe('where nobody knows whether it was paid', () => {
  // The runner has several pages, of which one is in front.
  const isHidden = (value: boolean) => Object.defineProperty(document, 'hidden', { value, configurable: true });

  beforeEach(async () => {
    isHidden(false);
    await shop.begin();
  });
  afterEach(() => {
    shop.end();
    Reflect.deleteProperty(document, 'hidden');
  });

  it('says so, never that it failed, and asks until the proxy knows', async () => {
    await shop.openStep();
    shop.proxy.onOrder = () => ({ code: 'stripe_unavailable' });
    shop.stripe.onConfirm = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pressPay();
    await shop.says('We could not confirm your payment');
    expect(textOf(shop.step)).not.to.match(FAILED);
    // As often as the client tries a request that may succeed later, and no more: a buyer waits for 20 s at most.
    expect(asked()).to.have.length(4);
    expect(await axeViolations()).to.deep.equal([]);
    expect(shop.step.shadowRoot?.activeElement?.tagName).to.equal('H2');
    expect(shop.inStep('[part=pay]').checkVisibility()).to.equal(false);
    shop.becomes({ status: 'paid' });
    press(shop.step, 'Check again');
    await shop.sees('Thank you, your order is paid');
  });

  it('asks again by itself when the network is back', async () => {
    await shop.openStep();
    shop.proxy.onOrder = () => ({ code: 'stripe_unavailable' });
    shop.stripe.onConfirm = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pressPay();
    await shop.says('It may have worked');
    shop.becomes({ status: 'paid' });
    dispatchEvent(new Event('online'));
    await shop.sees('Thank you, your order is paid');
  });

  it('gives the form back where the proxy says that nothing was paid, after more than one look', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.stripe.onConfirm = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pressPay();
    await shop.says('Nothing was charged; you can try again.');
    expect(asked().length).to.be.above(1);
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('false');
  });

  it('does not start while the browser is offline', async () => {
    await shop.openStep();
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    shop.pressPay();
    await shop.says('You are offline.');
    Reflect.deleteProperty(navigator, 'onLine');
    expect(shop.stripe.confirms).to.deep.equal([]);
  });

  it('asks the proxy where Stripe.js never answers, and can be left then', async () => {
    await shop.openStep();
    PaymentStep.confirmLimit = 0;
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('We do not know yet whether you have paid');
    shop.pressPay();
    await settled();
    expect(shop.stripe.confirms).to.have.length(1);
    press(shop.step, 'Edit cart');
    await shop.sees('Checkout');
  });

  it('asks on and on where Stripe.js never answers, and learns of a payment that took long', async () => {
    await shop.openStep();
    PaymentStep.confirmLimit = 0;
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await until('it has asked more often than there are waits', () => asked().length > PaymentStep.waits.length + 3);
    shop.becomes({ status: 'paid' });
    await shop.sees('Thank you, your order is paid');
    const { length } = asked();
    await settled();
    expect(asked()).to.have.length(length);
  });

  it('does not ask while the page is not to be seen, and asks again when it is', async () => {
    await shop.openStep();
    PaymentStep.confirmLimit = 0;
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    shop.becomes({ status: 'unpaid' });
    isHidden(true);
    shop.pressPay();
    await shop.says('We do not know yet whether you have paid');
    await settled();
    expect(asked()).to.have.length(0);
    isHidden(false);
    shop.becomes({ status: 'paid' });
    await shop.sees('Thank you, your order is paid');
  });

  it('asks no more of a step that was left', async () => {
    await shop.openStep();
    PaymentStep.confirmLimit = 0;
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await until('it asks', () => asked().length > 0);
    press(shop.step, 'Edit cart');
    await shop.sees('Checkout');
    const { length } = asked();
    await settled();
    expect(asked()).to.have.length(length);
  });

  it('asks the proxy of a payment that Stripe.js opens, and calls complete', async () => {
    shop.stripe.session = openSession({ status: { type: 'complete', paymentStatus: 'paid' } });
    await shop.openWithMugs(2);
    shop.becomes({ status: 'paid' });
    shop.pay();
    await shop.sees('Thank you, your order is paid');
    expect(shop.stripe.created).to.deep.equal([]);
    expect(shop.stripe.confirms).to.deep.equal([]);
  });

  it('asks the proxy of a payment that is over while the form is filled in', async () => {
    await shop.openStep();
    shop.becomes({ status: 'expired' });
    shop.stripe.change({ status: { type: 'expired' } });
    await shop.says('The time to pay is over.');
    expect(shop.stripe.confirms).to.deep.equal([]);
  });

  it('does not give the form back for a payment that Stripe.js calls over', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.stripe.change({ status: { type: 'complete', paymentStatus: 'paid' } });
    await shop.says('It may have worked');
    press(shop.step, 'Check again');
    // As often again: the proxy does not call it paid, and Stripe.js does not call it open.
    await until('it has asked for as long again', () => asked().length >= 2 * (PaymentStep.waits.length + 1));
    await shop.says('It may have worked');
    expect(shop.inStep('[part=pay]').checkVisibility()).to.equal(false);
  });

  it('does not say that nothing was charged after a refusal without a code', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.stripe.onConfirm = refusedWithoutCode;
    shop.pressPay();
    await shop.says('That did not work.');
    expect(textOf(shop.step)).not.to.match(/nothing was charged/i);
  });

  it('asks after a refusal without a code until the proxy knows, as after none at all', async () => {
    await shop.openStep();
    shop.stripe.onConfirm = refusedWithoutCode;
    const { attempt } = shop;
    const statuses: OrderStatus[] = ['unknown', 'unpaid'];
    shop.proxy.onOrder = () => paidOrder({ attempt, status: statuses.shift() ?? 'paid' });
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(asked()).to.have.length(3);
  });

  it('believes the proxy before Stripe.js has answered, and the late answer changes nothing', async () => {
    await shop.openStep();
    PaymentStep.confirmLimit = 0;
    let answer: () => void = () => undefined;
    shop.stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve(shop.stripe.success())));
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    answer();
    await settled();
    expect(shop.isOpen).to.equal(false);
  });
});
