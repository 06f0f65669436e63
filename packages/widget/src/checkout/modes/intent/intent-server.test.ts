import { expect } from 'chai';
import { CONFIRMATION_TOKEN } from '../../../../test-page/fake-deferred.js';
import { IntentPage, PAYMENT_SECRET } from '../../../../test-page/intent-page.js';
import { press, until } from '../../../../test-page/shop-page.js';
import { token } from '../../../../test-page/stub-proxy.js';

const shop = new IntentPage();

describe('a PaymentIntent that the proxy confirms', () => {
  beforeEach(async () => {
    await shop.begin();
    shop.form = { confirm: 'server' };
    shop.onPress = () => ({ status: 'paid', order: token('order') });
    await shop.openStep();
  });
  afterEach(() => shop.end());

  const requests = () => shop.proxy.sent('/v1/checkout').filter((body) => 'submit' in (body as object));

  it('is paid by what Stripe.js has made of the form, and Stripe.js confirms nothing', async () => {
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(shop.presses).to.deep.equal([{ shippingOption: null, total: 3900, confirmationToken: CONFIRMATION_TOKEN }]);
    expect(shop.deferred.confirms).to.deep.equal([]);
    expect(shop.deferred.tokens).to.have.length(1);
  });

  it('keeps the form after a decline, with its reason, and pays the same one with the next card', async () => {
    shop.onPress = () => ({ code: 'payment_declined', reason: 'expired_card', resume: token('declined') });
    shop.pressPay();
    await shop.says('This card has expired');
    expect(shop.stored).to.contain(token('declined'));
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([]);
    shop.onPress = () => ({ status: 'paid', order: token('order') });
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(requests().at(-1)).to.include({ resume: token('declined') });
  });

  it('takes the step that the bank asks for, in the page', async () => {
    shop.onPress = (submit) => shop.opens(submit, { next: 'next_action' });
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(shop.deferred.actions).to.deep.equal([PAYMENT_SECRET]);
    expect(shop.deferred.confirms).to.deep.equal([]);
  });

  it('leads back to the form where that step was not taken', async () => {
    shop.onPress = (submit) => shop.opens(submit, { next: 'next_action' });
    shop.deferred.onAction = () =>
      shop.deferred.refuses({ code: 'payment_intent_authentication_failure' }, 'requires_payment_method');
    shop.pressPay();
    await shop.says('could not confirm that it was you');
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('false');
  });

  it('asks for nothing where Stripe.js makes nothing of the form', async () => {
    shop.deferred.onToken = () => Promise.resolve({ error: { type: 'validation_error' } });
    shop.pressPay();
    await shop.says('Something is still missing');
    for (const type of ['api_connection_error', 'invalid_request_error'] as const) {
      shop.deferred.onToken = () => Promise.resolve({ error: { type } });
      shop.pressPay();
      await shop.says('No payment has arrived. Nothing was charged');
    }
    shop.deferred.onToken = () => Promise.resolve({ error: { type: 'card_error', code: 'incorrect_number' } });
    shop.pressPay();
    await shop.says('The card number is not right');
    shop.deferred.onToken = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pressPay();
    await shop.says('No payment has arrived. Nothing was charged');
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([]);
    expect(requests()).to.deep.equal([]);
  });

  describe('whose answer was lost', () => {
    const networkLost = () => Promise.reject(new TypeError('Failed to fetch'));

    it('is asked for by the very same request, and never called failed meanwhile', async () => {
      shop.proxy.fault = networkLost;
      shop.pressPay();
      await shop.says('We could not confirm your payment');
      shop.proxy.fault = null;
      shop.becomes({ status: 'paid' });
      press(shop.step, 'Check again');
      await shop.sees('Thank you, your order is paid');
      const [first, ...others] = requests().map((body) => JSON.stringify(body));
      expect(others.length).to.be.above(0);
      expect(new Set(others)).to.deep.equal(new Set([first]));
      expect(shop.deferred.tokens).to.have.length(1);
    });

    it('is found by the token that Stripe’s own answer was kept with', async () => {
      shop.proxy.fault = networkLost;
      shop.pressPay();
      await shop.says('We could not confirm your payment');
      shop.proxy.fault = null;
      shop.onPress = () => ({ code: 'payment_declined', reason: 'insufficient_funds', resume: token('declined') });
      shop.becomes({ status: 'unpaid', reason: 'insufficient_funds' });
      press(shop.step, 'Check again');
      await shop.says('not enough money');
      expect(shop.proxy.sent('/v1/order')[0]).to.deep.equal({ by: 'resume', token: token('declined') });
    });

    it('is not called declined where the proxy cannot say', async () => {
      shop.onPress = () => ({ code: 'stripe_timeout' });
      shop.pressPay();
      await shop.says('It may have worked');
      shop.onPress = () => ({ status: 'paid', order: token('order') });
      shop.becomes({ status: 'paid' });
      dispatchEvent(new Event('online'));
      await shop.sees('Thank you, your order is paid');
    });

    it('gives the form back where the proxy has refused before it asked Stripe', async () => {
      shop.onPress = () => ({ code: 'amount_too_small', currency: 'eur', minimum: 50 });
      shop.pressPay();
      await shop.sees('This total is too small');
      await until('the form is closed', () => !shop.isOpen);
    });
  });
});
