import { expect } from 'chai';
import { CLIENT_SECRET, PaymentPage } from '../../../../test-page/payment-page.js';
import { axeViolations, inside, press, settled, stopClock, textOf, until } from '../../../../test-page/shop-page.js';
import { SESSION_URL, token } from '../../../../test-page/stub-proxy.js';
import type { StripeCart } from '../../../elements/stripe-cart.js';
import { PaymentStep } from '../../payment/payment-step.js';

const shop = new PaymentPage();

describe('Stripe’s page embedded in the shop’s', () => {
  beforeEach(() => shop.begin({ checkout: 'embedded' }));
  afterEach(() => shop.end());

  const { sent } = shop.proxy;
  const asked = () => sent.call(shop.proxy, '/v1/checkout');
  const isThere = () => until('the page is there', () => shop.stripe.pages.place);
  const openPage = async () => {
    await shop.openWithMugs(2);
    shop.pay();
    await isThere();
  };

  it('is mounted in the document, once, and what was paid in it is what the proxy says', async () => {
    await openPage();
    expect(asked()).to.have.length(1);
    expect(asked()[0]).to.include({ mode: 'embedded', attempt: shop.attempt });
    expect(shop.stripe.pages.options[0]?.clientSecret).to.equal(CLIENT_SECRET);
    expect(shop.stripe.pages.place?.getRootNode() === document).to.equal(true);
    expect(shop.stripe.pages.place?.checkVisibility()).to.equal(true);
    // The button is Stripe's.
    expect(shop.step.shadowRoot?.querySelector('[part=pay]')).to.equal(null);
    expect(await axeViolations()).to.deep.equal([]);
    shop.becomes({ status: 'paid' });
    shop.stripe.pages.complete();
    await shop.sees('Thank you, your order is paid');
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    expect(shop.isOpen).to.equal(false);
    expect(shop.stripe.pages.destroyed).to.equal(1);
  });

  it('is not believed when it says that it is complete', async () => {
    await openPage();
    shop.becomes({ status: 'unpaid' });
    shop.stripe.pages.complete();
    await shop.says('It may have worked');
    expect(shop.page.store.cart.lines).to.have.length(1);
    shop.becomes({ status: 'paid' });
    press(shop.step, 'Check again');
    await shop.sees('Thank you, your order is paid');
  });

  it('cannot be left while the proxy is asked, and the buyer sees why', async () => {
    await openPage();
    shop.becomes({ status: 'unknown' });
    PaymentStep.waits = [10_000];
    shop.stripe.pages.complete();
    await shop.says('Confirming your payment…');
    press(shop.step, 'Edit cart');
    shop.cart.close();
    expect(shop.isOpen).to.equal(true);
  });

  it('goes when it is left, comes again for the same payment, and what was paid in it unseen is found', async () => {
    await openPage();
    shop.becomes({ status: 'unpaid' });
    press(shop.step, 'Edit cart');
    await shop.sees('Checkout');
    expect(shop.stripe.pages.destroyed).to.equal(1);
    expect(shop.proxy.sent('/v1/order')).to.have.length(1);
    await until('it has asked', () => !textOf(shop.cart).includes('Checking'));
    shop.pay();
    await isThere();
    expect(asked()[1]).to.include({ mode: 'embedded', attempt: shop.attempt, resume: token('resume') });
    shop.becomes({ status: 'paid' });
    press(shop.step, 'Edit cart');
    await shop.sees('Thank you, your order is paid');
  });

  it('goes when the cart changes, with a word about it, and is asked about', async () => {
    await openPage();
    shop.becomes({ status: 'unpaid' });
    shop.cart.add('mug');
    await shop.sees('Your cart has changed.');
    expect(shop.stripe.pages.destroyed).to.equal(1);
    await until('it has asked', () => shop.proxy.sent('/v1/order').length === 1);
    shop.pay();
    await isThere();
    expect(asked()[1]).to.deep.include({ expected: { currency: 'eur', subtotal: 5850 } });
  });

  it('goes with its element', async () => {
    await openPage();
    shop.cart.remove();
    expect(shop.stripe.pages.destroyed).to.equal(1);
    document.body.append(shop.cart);
    shop.becomes({ status: 'paid' });
    shop.cart.open();
    await shop.sees('Thank you, your order is paid');
  });

  it('goes when the page wakes up from the back/forward cache, and is asked about', async () => {
    await openPage();
    shop.becomes({ status: 'paid' });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await shop.sees('Thank you, your order is paid');
    expect(shop.stripe.pages.destroyed).to.equal(1);
  });

  it('is one in a document: a second cart says where it is, and the first one keeps it', async () => {
    await openPage();
    const second = shop.add('<stripe-cart checkout="embedded" layout="inline"></stripe-cart>') as StripeCart;
    await until('it has prices', () => textOf(second).includes('Subtotal'));
    shop.proxy.onOrder = () => ({ code: 'order_not_found' });
    await until('it can be pressed', () => textOf(second).includes('Checkout'));
    inside(second, '[part=checkout]').click();
    await until('it says so', () => textOf(second).includes('open in another cart on this page'));
    expect(shop.stripe.pages.options).to.have.length(1);
    expect(shop.isOpen).to.equal(true);
    shop.becomes({ status: 'paid' });
    shop.stripe.pages.complete();
    await shop.sees('Thank you, your order is paid');
  });

  it('comes after one that was left while Stripe.js was still opening it, and both are destroyed in the end', async () => {
    let open: () => void = () => undefined;
    shop.stripe.pages.onCreate = () => new Promise((resolve) => (open = resolve));
    await shop.openWithMugs(2);
    shop.pay();
    await until('it is asked for', () => shop.stripe.pages.options.length === 1);
    press(shop.step, 'Edit cart');
    await shop.sees('Checkout');
    shop.stripe.pages.onCreate = () => Promise.resolve();
    shop.pay();
    await until('Stripe.js is there again', () => shop.stripe.loads === 2);
    await settled();
    open();
    await isThere();
    expect(shop.stripe.pages.options).to.have.length(2);
    expect(shop.stripe.pages.destroyed).to.equal(1);
    press(shop.step, 'Edit cart');
    await until('the second is gone', () => shop.stripe.pages.destroyed === 2);
  });

  describe('that cannot be had', () => {
    const toStripe = () => until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));

    it('is said so where it takes too long, and the same cart is paid for on Stripe’s own page', async () => {
      let open: () => void = () => undefined;
      PaymentStep.loadLimit = 1;
      shop.stripe.pages.onCreate = () => new Promise((resolve) => (open = resolve));
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('The payment form cannot be loaded here.');
      expect(await axeViolations()).to.deep.equal([]);
      press(shop.step, 'Pay on Stripe’s page');
      await toStripe();
      expect(asked()[1]).to.include({ mode: 'hosted', attempt: shop.attempt, resume: token('resume') });
      // However late it comes, it is not left over.
      open();
      await until('it is gone', () => shop.stripe.pages.destroyed === 1);
    });

    describe('though Stripe.js is there, since its frame does not come', () => {
      const offer = 'Pay on Stripe’s page';
      const openLate = async () => {
        const late = stopClock(PaymentStep.loadLimit);
        shop.stripe.pages.frameComes = false;
        await openPage();
        await shop.says('Loading the payment form…');
        late();
        await shop.says(offer);
      };

      it('leaves a quiet way to Stripe’s own page, for the same attempt', async () => {
        await openLate();
        expect(textOf(shop.step)).not.to.contain('Loading');
        expect(await axeViolations()).to.deep.equal([]);
        press(shop.step, offer);
        await toStripe();
        expect(shop.stripe.pages.destroyed).to.equal(1);
        expect(asked()[1]).to.include({ mode: 'hosted', attempt: shop.attempt, resume: token('resume') });
      });

      it('does not lead away while the proxy is asked what was paid', async () => {
        await openLate();
        PaymentStep.waits = [60_000];
        shop.becomes({ status: 'unknown' });
        shop.stripe.pages.complete();
        await shop.says('Confirming your payment…');
        expect(textOf(shop.step)).not.to.contain(offer);
      });

      it('makes no such offer where the frame was there in time', async () => {
        const late = stopClock(PaymentStep.loadLimit);
        await openPage();
        late();
        expect(textOf(shop.step)).not.to.contain(offer);
        expect(textOf(shop.step)).not.to.contain('Loading');
      });
    });

    it('is said so where Stripe.js refuses, and can be tried again', async () => {
      shop.stripe.pages.onCreate = () => Promise.reject(new Error('No such session.'));
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('cannot be loaded');
      shop.stripe.pages.onCreate = () => Promise.resolve();
      press(shop.step, 'Try again');
      await isThere();
    });

    it('is Stripe’s own page at once where the proxy does not offer it, and the owner hears of it', async () => {
      await shop.offers({}, { modes: ['hosted'] });
      await shop.openWithMugs(2);
      shop.pay();
      await toStripe();
      expect(asked()).to.have.length(1);
      expect(shop.told.join()).to.contain('embedded');
    });
  });

  it('leaves no trace of the client secret', async () => {
    await openPage();
    expect(document.documentElement.outerHTML + (shop.step.shadowRoot?.innerHTML ?? '')).not.to.contain('secret_fid');
    shop.becomes({ status: 'paid' });
    shop.stripe.pages.complete();
    await shop.sees('Thank you');
    const traces = JSON.stringify([shop.told, { ...localStorage }, { ...sessionStorage }, history.state]);
    expect(traces + location.href).not.to.contain('secret');
  });
});
