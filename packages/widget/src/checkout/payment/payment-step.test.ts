import { expect } from 'chai';
import { amount } from '../../../test-page/fake-stripe.js';
import { CLIENT_SECRET, PaymentPage } from '../../../test-page/payment-page.js';
import { axeViolations, press, settled, stopClock, textOf, until } from '../../../test-page/shop-page.js';
import { paidOrder, SESSION_URL, token } from '../../../test-page/stub-proxy.js';
import { PaymentStep } from './payment-step.js';

const shop = new PaymentPage();
const declined = (declineCode: string | null, message = 'Your card was declined.') =>
  Promise.resolve({
    type: 'error' as const,
    error: { code: 'paymentFailed' as const, message, paymentFailed: { declineCode } },
  });
const refused = (message: string) => Promise.resolve({ type: 'error' as const, error: { code: null, message } });

describe('paying in the page', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const asked = () => shop.proxy.sent('/v1/checkout');

  it('mounts Stripe’s fields, takes the money once for two presses, and believes the proxy', async () => {
    await shop.openStep();
    expect([...shop.stripe.mounted.keys()]).to.deep.equal(['expressCheckout', 'contactDetails', 'payment']);
    expect(shop.stripe.options[0]?.clientSecret).to.equal(CLIENT_SECRET);
    expect(await axeViolations()).to.deep.equal([]);
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(shop.stripe.confirms).to.deep.equal([{ redirect: 'if_required' }]);
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    expect(shop.isOpen).to.equal(false);
    expect(shop.cart.shadowRoot?.activeElement?.textContent).to.contain('paid');
  });

  it('does not believe Stripe.js that it was paid', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('It may have worked');
    expect(textOf(shop.step)).not.to.match(/thank you/i);
    expect(shop.page.store.cart.lines).to.have.length(1);
    shop.becomes({ status: 'paid' });
    press(shop.step, 'Check again');
    await shop.sees('Thank you, your order is paid');
  });

  it('tells of a payment that takes days, and sets its lines aside', async () => {
    await shop.openStep();
    shop.becomes({ status: 'pending' });
    shop.pressPay();
    await shop.sees('Your payment is on its way');
    expect(shop.page.store.cart.held).to.have.length(1);
  });

  it('keeps the form, the session and the cart after a decline, and pays with the next card', async () => {
    await shop.openStep();
    shop.stripe.onConfirm = () => declined('insufficient_funds');
    shop.pressPay();
    await shop.says('not enough money on this card');
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('false');
    expect(shop.stripe.mounted.has('payment')).to.equal(true);
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([]);
    expect(await axeViolations()).to.deep.equal([]);
    shop.stripe.onConfirm = () => Promise.resolve(shop.stripe.success());
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(asked()).to.have.length(1);
    expect(shop.stripe.options).to.have.length(1);
  });

  it('does not confirm what is incomplete, and leads to the field', async () => {
    await shop.openStep();
    shop.stripe.onValidate = () =>
      Promise.resolve({
        type: 'error',
        error: {
          code: 'validation_error',
          message: 'Incomplete',
          validation_errors: [{ element: 'contactDetails', message: 'Your email is incomplete.' }],
        },
      });
    shop.pressPay();
    await shop.says('Something is still missing');
    expect(shop.stripe.confirms).to.deep.equal([]);
    expect(document.activeElement?.ariaLabel).to.equal('contactDetails');
  });

  it('asks the proxy why, once, where Stripe.js calls it declined and does not say why', async () => {
    await shop.openStep();
    shop.stripe.onConfirm = () => declined(null, 'Your card has expired.');
    shop.proxy.onOrder = () => paidOrder({ attempt: shop.attempt, status: 'unpaid', reason: 'expired_card' });
    shop.pressPay();
    await shop.says('This card has expired. Please use another card');
    expect(textOf(shop.step)).not.to.contain('Your card has expired');
    expect(shop.proxy.sent('/v1/order')).to.have.length(1);
    shop.proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pressPay();
    await shop.says('Your bank has declined this payment.');
  });

  it('has a sentence of ours where Stripe.js gives no code, once the proxy has said that nothing was paid', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.stripe.onConfirm = () => refused('Your <img src=x onerror=alert(1)> address is incomplete.');
    shop.pressPay();
    await shop.says('Please look through the form, and try again.');
    expect(textOf(shop.step)).not.to.contain('address is incomplete');
    expect(shop.proxy.sent('/v1/order').length).to.be.above(1);
  });

  it('finds a payment paid that Stripe.js refuses to confirm again', async () => {
    await shop.openStep();
    shop.becomes({ status: 'paid' });
    shop.stripe.onConfirm = () => refused('This session is complete.');
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
  });

  it('starts again with the cart as it is where the time to pay is over', async () => {
    await shop.openStep();
    shop.becomes({ status: 'expired' });
    shop.stripe.onConfirm = () => refused('This Checkout Session has expired.');
    shop.pressPay();
    await shop.says('The time to pay is over.');
    expect(await axeViolations()).to.deep.equal([]);
    press(shop.step, 'Start again');
    await until('it has asked again', () => asked().length === 2);
    expect(asked()[1]).to.include({ mode: 'elements', attempt: shop.attempt, resume: token('resume') });
    await shop.says('Pay €39.00');
  });

  it('shows what Stripe charges now, in the page’s language', async () => {
    await shop.openStep();
    const { total } = shop.stripe.session;
    shop.stripe.change({ total: { ...total, total: amount(4390), shippingRate: amount(490) } });
    await shop.says('Pay €43.90');
    expect(textOf(shop.step)).to.contain('Shipping €4.90');
    shop.stripe.change({ minorUnitsAmountDivisor: 1 });
    await shop.says('Pay as Stripe writes 4390');
  });

  describe('without Stripe.js', () => {
    it('says so where it takes too long, and pays on Stripe’s page under the same attempt', async () => {
      PaymentStep.loadLimit = 1;
      shop.stripe.onLoad = () => new Promise(() => undefined);
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('The payment form cannot be loaded here.');
      expect(shop.told.join()).to.contain('Content-Security-Policy');
      expect(shop.step.shadowRoot?.activeElement?.tagName).to.equal('H2');
      expect(await axeViolations()).to.deep.equal([]);
      press(shop.step, 'Pay on Stripe’s page');
      await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
      expect(asked()[1]).to.include({ mode: 'hosted', attempt: shop.attempt, resume: token('resume') });
    });

    const openWithoutFrames = async () => {
      const late = stopClock(PaymentStep.loadLimit);
      shop.stripe.framesCome = false;
      await shop.openWithMugs(2);
      shop.pay();
      await until('the fields are asked for', () => shop.stripe.mounted.has('payment'));
      return late;
    };

    it('tries again when asked to', async () => {
      PaymentStep.loadLimit = 1;
      shop.stripe.onLoad = () => new Promise(() => undefined);
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('cannot be loaded');
      PaymentStep.loadLimit = 10_000;
      shop.stripe.onLoad = () => Promise.resolve(null);
      press(shop.step, 'Try again');
      await shop.says('Pay €39.00');
    });

    it('makes no fields where it comes after the buyer has left', async () => {
      let arrive: () => void = () => undefined;
      shop.stripe.onLoad = () => new Promise((resolve) => (arrive = () => resolve(null)));
      await shop.openWithMugs(2);
      shop.pay();
      await until('Stripe.js was asked', () => shop.stripe.options.length === 1);
      press(shop.step, 'Edit cart');
      arrive();
      await settled();
      expect(shop.stripe.created).to.deep.equal([]);
      await shop.sees('Checkout');
    });

    it('says so where its fields do not come in time, and has no button above nothing meanwhile', async () => {
      const late = await openWithoutFrames();
      expect(textOf(shop.step)).not.to.contain('Pay €39.00');
      expect(textOf(shop.step)).to.contain('Loading the payment form…');
      late();
      await shop.says('The payment form cannot be loaded here.');
      press(shop.step, 'Pay on Stripe’s page');
      await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
      expect(asked()[1]).to.include({ mode: 'hosted', attempt: shop.attempt, resume: token('resume') });
      expect(shop.stripe.destroyed).to.equal(3);
    });

    it('stays where its fields came in time, and a wallet may pay before that', async () => {
      const late = await openWithoutFrames();
      shop.stripe.emit('payment', 'ready');
      await shop.says('Pay €39.00');
      late();
      expect(shop.inStep('[part=pay]').checkVisibility()).to.equal(true);
      expect(shop.told).to.deep.equal([]);
      press(shop.step, 'Edit cart');
      await shop.sees('Checkout');
      shop.pay();
      await until('the fields are asked for', () => shop.isOpen && shop.stripe.mounted.has('payment'));
      shop.becomes({ status: 'paid' });
      shop.stripe.emit('expressCheckout', 'confirm', { paymentFailed: () => undefined });
      await shop.sees('Thank you, your order is paid');
    });

    it('says so where its fields do not come', async () => {
      await shop.openStep();
      shop.stripe.emit('payment', 'loaderror');
      await shop.says('cannot be loaded');
      shop.stripe.onLoad = () => Promise.resolve(null);
      press(shop.step, 'Try again');
      await shop.says('Pay €39.00');
      expect(shop.stripe.destroyed).to.equal(3);
    });

    it('asks the proxy what became of a payment that Stripe.js will not open', async () => {
      shop.stripe.onLoad = () => Promise.resolve({ type: 'error', error: { code: null, message: 'No' } });
      await shop.openWithMugs(2);
      shop.becomes({ status: 'paid' });
      shop.pay();
      await shop.sees('Thank you, your order is paid');
    });

    it('does not say that nothing was charged where Stripe.js will not open it and the proxy cannot say why', async () => {
      shop.stripe.onLoad = () => Promise.resolve({ type: 'error', error: { code: null, message: 'No' } });
      await shop.openWithMugs(2);
      shop.proxy.onOrder = () => ({ code: 'stripe_unavailable' });
      shop.pay();
      await shop.says('It may have worked');
      shop.becomes({ status: 'unpaid' });
      press(shop.step, 'Check again');
      await shop.says('The payment form cannot be loaded here.');
    });

    for (const [what, config] of [
      ['does not offer it', { modes: ['hosted' as const] }],
      ['has no publishable key', { publishableKey: null }],
    ] as const) {
      it(`pays on Stripe’s page at once where the proxy ${what}, and tells the owner`, async () => {
        await shop.offers({}, config);
        await shop.openWithMugs(2);
        shop.pay();
        await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
        expect(asked()).to.have.length(1);
        expect(shop.told.join()).to.contain('elements');
      });
    }

    it('pays on Stripe’s page where the proxy has stopped offering it since', async () => {
      await shop.openWithMugs(2);
      const { onCheckout } = shop.proxy;
      shop.proxy.onCheckout = (request) =>
        request.mode === 'elements' ? { code: 'mode_not_offered', modes: ['hosted'] } : onCheckout(request);
      shop.pay();
      await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
    });
  });
});
