import { expect } from 'chai';
import { IntentPage } from '../../../../test-page/intent-page.js';
import { press, settled, textOf, until } from '../../../../test-page/shop-page.js';
import { PaymentStep } from '../../payment/payment-step.js';

const shop = new IntentPage();
const FAILED = /fail|declin|not go through/i;

describe('where nobody knows what became of a PaymentIntent', () => {
  const isHidden = (value: boolean) => Object.defineProperty(document, 'hidden', { value, configurable: true });

  beforeEach(async () => {
    isHidden(false);
    await shop.begin();
    await shop.openStep();
  });
  afterEach(() => {
    shop.end();
    Reflect.deleteProperty(document, 'hidden');
  });

  const orders = () => shop.proxy.sent('/v1/order');
  const networkLost = () => Promise.reject(new TypeError('Failed to fetch'));

  it('says so, never that it failed, and asks until the proxy knows', async () => {
    shop.proxy.onOrder = () => ({ code: 'stripe_unavailable' });
    shop.deferred.onConfirm = networkLost;
    shop.pressPay();
    await shop.says('We could not confirm your payment');
    expect(textOf(shop.step)).not.to.match(FAILED);
    shop.becomes({ status: 'paid' });
    press(shop.step, 'Check again');
    await shop.sees('Thank you, your order is paid');
    expect(shop.deferred.confirms).to.have.length(1);
  });

  it('gives the form back where the proxy says that nothing was paid, with what Stripe has told it', async () => {
    shop.deferred.onConfirm = networkLost;
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('No payment has arrived.');
    shop.becomes({ status: 'unpaid', reason: 'over_limit' });
    shop.pressPay();
    await shop.says('over its limit');
  });

  it('was never sent where the network was lost before: the form is kept, and the order is not asked for', async () => {
    shop.proxy.fault = networkLost;
    shop.pressPay();
    await shop.says('cannot be reached. Nothing was charged.');
    expect(orders()).to.deep.equal([]);
    shop.proxy.fault = null;
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(shop.deferred.confirms).to.have.length(1);
  });

  it('was never sent where Stripe.js has no answer to the fields', async () => {
    shop.deferred.onSubmit = networkLost;
    shop.pressPay();
    await shop.says('No payment has arrived. Nothing was charged');
    expect(shop.presses).to.deep.equal([]);
  });

  it('does not start while the browser is offline', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    shop.pressPay();
    await shop.says('You are offline.');
    Reflect.deleteProperty(navigator, 'onLine');
    expect(shop.presses).to.deep.equal([]);
  });

  for (const [what, error] of [
    ['a lost connection', { type: 'api_connection_error' }],
    ['an error of Stripe’s own', { type: 'api_error' }],
    ['a PaymentIntent that is over', { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' }],
  ] as const) {
    it(`asks the proxy after ${what}, before it says anything`, async () => {
      shop.deferred.onConfirm = () => shop.deferred.refuses(error);
      shop.becomes({ status: 'paid' });
      shop.pressPay();
      await shop.sees('Thank you, your order is paid');
    });
  }

  it('does not believe Stripe.js that it was paid', async () => {
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('It may have worked');
    expect(shop.page.store.cart.lines).to.have.length(1);
  });

  it('asks the proxy where Stripe.js never answers, and no second payment begins', async () => {
    PaymentStep.confirmLimit = 0;
    shop.deferred.onConfirm = () => new Promise(() => undefined);
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('We do not know yet whether you have paid');
    shop.pressPay();
    await settled();
    expect(shop.deferred.confirms).to.have.length(1);
    shop.becomes({ status: 'paid' });
    await shop.sees('Thank you, your order is paid');
  });

  it('starts again where another tab has called it off', async () => {
    shop.deferred.onConfirm = () => shop.deferred.refuses({ type: 'invalid_request_error' }, 'canceled');
    shop.becomes({ status: 'canceled' });
    shop.pressPay();
    await shop.says('The time to pay is over.');
    press(shop.step, 'Start again');
    await shop.says('Pay €39.00');
  });

  it('tells of money that takes days, and sets its lines aside', async () => {
    shop.deferred.onConfirm = () => shop.deferred.becomes('processing');
    shop.becomes({ status: 'pending' });
    shop.pressPay();
    await until('it is drawn', () => shop.cart.shadowRoot?.querySelector('[data-status=pending]'));
    expect(shop.page.store.cart.held).to.have.length(1);
  });
});
