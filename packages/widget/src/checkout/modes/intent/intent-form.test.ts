import { expect } from 'chai';
import { IntentPage, PAYMENT_SECRET, PICK_UP, POST, RETURN_URL } from '../../../../test-page/intent-page.js';
import { axeViolations, press, settled, stopClock, textOf, until } from '../../../../test-page/shop-page.js';
import { SESSION_URL, token } from '../../../../test-page/stub-proxy.js';
import { PaymentStep } from '../../payment/payment-step.js';

const shop = new IntentPage();

describe('a PaymentIntent in the page', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const asked = () => shop.proxy.sent('/v1/checkout');
  const confirms = () => shop.deferred.confirms;
  const type = (email: string) => shop.deferred.emit('linkAuthentication', 'change', { value: { email } });

  it('is made when the button is pressed, for what stands on it, confirmed once, and believed by the proxy alone', async () => {
    await shop.openStep();
    expect(asked()).to.have.length(1);
    expect(asked()[0]).to.include({ mode: 'intent', attempt: shop.attempt });
    expect(shop.presses).to.deep.equal([]);
    expect([...shop.deferred.mounted.keys()].sort()).to.deep.equal([
      'expressCheckout',
      'linkAuthentication',
      'payment',
    ]);
    expect(shop.deferred.options[0]).to.include({ mode: 'payment', amount: 3900, currency: 'eur' });
    expect(shop.deferred.options[0]).not.to.have.any.keys('captureMethod', 'paymentMethodTypes', 'clientSecret');
    expect(await axeViolations()).to.deep.equal([]);
    type('ada@example.com');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(shop.presses).to.deep.equal([{ shippingOption: null, total: 3900 }]);
    expect(confirms()).to.deep.equal([
      {
        clientSecret: PAYMENT_SECRET,
        confirmParams: { receipt_email: 'ada@example.com', return_url: RETURN_URL },
        redirect: 'if_required',
        amount: 3900,
      },
    ]);
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    expect(shop.deferred.destroyed).to.equal(3);
  });

  it('has its token stored before it is confirmed', async () => {
    await shop.openStep();
    let stored: string | null = null;
    shop.deferred.onConfirm = () => {
      ({ stored } = shop);
      return shop.deferred.becomes('succeeded');
    };
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(stored).to.contain(token('resume'));
  });

  it('asks for what the shop needs, in the order in which a keyboard meets it, and sends none of it to the proxy', async () => {
    shop.form = {
      collects: { shippingAddress: true, phone: true, countries: ['DE', 'AT'] },
      shippingOptions: [POST, PICK_UP],
    };
    await shop.openWithMugs(2);
    shop.pay();
    await shop.says('Pay €43.90');
    const places = Array.from(shop.step.shadowRoot?.querySelectorAll('slot') ?? [], (slot) => slot.name);
    expect(places).to.deep.equal(['expressCheckout', 'linkAuthentication', 'address', 'payment']);
    const asksForPhone = { fields: { phone: 'always' }, validation: { phone: { required: 'always' } } };
    expect(shop.deferred.given.get('address')).to.deep.equal({
      mode: 'shipping',
      allowedCountries: ['DE', 'AT'],
      ...asksForPhone,
    });
    expect(textOf(shop.step)).to.contain('Shipping €4.90');
    expect(await axeViolations()).to.deep.equal([]);
    type('ada@example.com');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(shop.presses).to.deep.equal([{ shippingOption: POST.id, total: 4390 }]);
    expect(JSON.stringify(shop.proxy.requests)).not.to.contain('ada@');
  });

  it('asks for a telephone number of its own where nothing is posted', async () => {
    shop.form = { collects: { shippingAddress: false, phone: true, countries: [] } };
    await shop.openStep();
    shop.pressPay();
    await shop.says('Something is still missing');
    expect(shop.step.shadowRoot?.activeElement).to.equal(shop.inStep('[name=phone]'));
    expect(shop.presses).to.deep.equal([]);
    shop.inStep<HTMLInputElement>('[name=phone]').value = '+353 1 234 5678';
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(confirms()[0]?.confirmParams).to.deep.equal({
      payment_method_data: { billing_details: { phone: '+353 1 234 5678' } },
      return_url: RETURN_URL,
    });
    expect(JSON.stringify(shop.proxy.requests)).not.to.contain('1 234');
  });

  it('holds the money where the shop takes it later, and Stripe.js is told', async () => {
    shop.form = { capture: 'manual' };
    await shop.openStep();
    expect(shop.deferred.options.map((options) => options.captureMethod)).to.deep.equal(['manual', 'manual']);
    shop.deferred.onConfirm = () => shop.deferred.becomes('requires_capture');
    shop.becomes({ status: 'authorised' });
    shop.pressPay();
    await until('it is drawn', () => shop.cart.shadowRoot?.querySelector('[data-status=authorised]'));
  });

  it('does not make anything of what is incomplete', async () => {
    await shop.openStep();
    shop.deferred.onSubmit = () => Promise.resolve({ error: { type: 'validation_error', message: 'x' } });
    shop.pressPay();
    await shop.says('Something is still missing');
    expect(shop.presses).to.deep.equal([]);
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('false');
  });

  it('keeps the form after a decline, and pays the same PaymentIntent with the next card', async () => {
    await shop.openStep();
    shop.deferred.onConfirm = () =>
      shop.deferred.refuses({ decline_code: 'insufficient_funds' }, 'requires_payment_method');
    shop.pressPay();
    await shop.says('not enough money on this card');
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([]);
    expect(await axeViolations()).to.deep.equal([]);
    shop.deferred.onConfirm = () => shop.deferred.becomes('succeeded');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(asked().at(-1)).to.include({ attempt: shop.page.store.cart.attempts.at(-1), resume: token('resume') });
  });

  it('tells of a bank’s challenge that was not passed, and of one that was left, with what the proxy knows of it', async () => {
    await shop.openStep();
    const notPassed = { code: 'payment_intent_authentication_failure', type: 'invalid_request_error' as const };
    shop.deferred.onConfirm = () => shop.deferred.refuses(notPassed, 'requires_payment_method');
    shop.pressPay();
    await shop.says('could not confirm that it was you');
    shop.deferred.onConfirm = () => shop.deferred.becomes('requires_action');
    shop.becomes({ status: 'unpaid', reason: 'abandoned' });
    shop.pressPay();
    await shop.says('The payment was not finished. Nothing was charged.');
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('false');
  });

  it('is not called declined where no bank was asked', async () => {
    await shop.openStep();
    for (const error of [
      { type: 'api_error' as const, code: 'a_word_nobody_knows_yet' },
      { type: 'invalid_request_error' as const, code: 'parameter_missing' },
      { type: 'invalid_request_error' as const },
    ]) {
      shop.deferred.onConfirm = () => shop.deferred.refuses(error, 'requires_payment_method');
      shop.pressPay();
      await shop.says('No payment has arrived. Nothing was charged');
      shop.deferred.onConfirm = () => shop.deferred.refuses({}, 'requires_payment_method');
      shop.pressPay();
      await shop.says('Your bank has declined this payment.');
    }
  });

  it('is settled already where another tab has paid it', async () => {
    await shop.openStep();
    shop.onPress = () => ({ status: 'paid', order: token('order') });
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you, your order is paid');
    expect(confirms()).to.deep.equal([]);
  });

  it('is not confirmed where its amount or currency is not what the button said', async () => {
    await shop.openStep();
    for (const changes of [{ amount: 3901 }, { currency: 'usd' as const }]) {
      shop.onPress = (submit) => shop.opens(submit, changes);
      const { length } = shop.presses;
      shop.pressPay();
      await until('the proxy is asked', () => shop.presses.length === length + 1);
      await shop.says('The total has changed.');
      await until('it can be pressed', () => shop.inStep('[part=pay]').getAttribute('aria-disabled') === 'false');
    }
    expect(confirms()).to.deep.equal([]);
  });

  it('is not confirmed where the step is over by the time the proxy has answered', async () => {
    await shop.openStep();
    let answer: (response: Response) => void = () => undefined;
    shop.proxy.fault = () => new Promise((resolve) => (answer = resolve));
    shop.pressPay();
    await until('the proxy is asked', () => shop.presses.length === 1);
    shop.cart.remove();
    answer(Response.json(shop.opens({ shippingOption: null, total: 3900 })));
    await until('its token is kept', () => shop.page.store.cart.payment?.resume === token('resume'));
    await settled();
    expect(confirms()).to.deep.equal([]);
  });

  it('is not made where the step is over by the time Stripe.js has looked at the fields', async () => {
    shop.form = { confirm: 'server' };
    await shop.openStep();
    let answer: () => void = () => undefined;
    shop.deferred.onSubmit = () =>
      new Promise((resolve) => (answer = () => resolve({ selectedPaymentMethod: 'card' })));
    shop.pressPay();
    await settled();
    shop.cart.remove();
    answer();
    await settled();
    expect(shop.presses).to.deep.equal([]);
  });

  it('goes on under a new attempt where the proxy knows this one for something else', async () => {
    await shop.openStep();
    const first = shop.attempt;
    shop.onPress = (submit) => (shop.attempt === first ? { code: 'attempt_conflict' } : shop.opens(submit));
    shop.deferred.onConfirm = () => shop.deferred.refuses({ decline_code: 'expired_card' }, 'requires_payment_method');
    shop.pressPay();
    await shop.says('This card has expired');
    expect(shop.attempt).not.to.equal(first);
    expect(shop.isOpen).to.equal(true);
  });

  describe('that the proxy will not make', () => {
    it('asks about a price that has changed, in the cart', async () => {
      await shop.openStep();
      const quote = { currency: 'eur' as const, subtotal: 4200, lines: [] };
      shop.onPress = () => ({ code: 'price_changed', quote });
      shop.pressPay();
      await shop.sees('Continue with €42.00');
      expect(shop.isOpen).to.equal(false);
      expect(confirms()).to.deep.equal([]);
    });

    it('goes back to the cart with the reason where that is for the cart to mend', async () => {
      await shop.openStep();
      shop.onPress = () => ({ code: 'cart_too_large' });
      shop.pressPay();
      await shop.sees('There is too much text in this cart.');
      expect(shop.isOpen).to.equal(false);
    });

    it('keeps the form where trying again may help', async () => {
      await shop.openStep();
      shop.onPress = () => ({ code: 'stripe_unavailable' });
      shop.pressPay();
      await shop.says('The payment service does not answer.');
      expect(shop.deferred.mounted.has('payment')).to.equal(true);
      shop.onPress = (submit) => shop.opens(submit);
      shop.becomes({ status: 'paid' });
      shop.pressPay();
      await shop.sees('Thank you');
    });

    it('pays on Stripe’s page where the proxy has stopped offering it since', async () => {
      await shop.openStep();
      shop.onPress = () => ({ code: 'mode_not_offered', modes: ['hosted'] });
      shop.pressPay();
      await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
      expect(asked().at(-1)).to.include({ mode: 'hosted', attempt: shop.attempt });
    });

    it('shows the ways of shipping that there are, where the chosen one is gone', async () => {
      shop.form = { shippingOptions: [POST, PICK_UP] };
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('Pay €43.90');
      shop.form = { shippingOptions: [PICK_UP] };
      shop.onPress = () => ({ code: 'shipping_option_unavailable' });
      shop.pressPay();
      await shop.says('Pay €39.00');
      expect(confirms()).to.deep.equal([]);
      shop.onPress = (submit) => shop.opens(submit);
      shop.becomes({ status: 'paid' });
      shop.pressPay();
      await shop.sees('Thank you');
      expect(shop.presses.at(-1)).to.deep.equal({ shippingOption: PICK_UP.id, total: 3900 });
    });
  });

  it('leaves no trace of the client secret or of the buyer, in storage, address, events or console', async () => {
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push((event as CustomEvent<unknown>).detail);
    const types = ['cart-add', 'cart-change', 'cart-open', 'cart-checkout', 'cart-problem', 'cart-paid'];
    for (const name of types) document.addEventListener(name, hear);
    await shop.openStep();
    type('ada@example.com');
    shop.deferred.onConfirm = () => shop.deferred.refuses({ decline_code: 'lost_card' }, 'requires_payment_method');
    shop.pressPay();
    await shop.says('Your bank has declined this payment.');
    const page = document.documentElement.outerHTML + (shop.step.shadowRoot?.innerHTML ?? '');
    expect(page).not.to.match(/secret_fid|ada@|lost/);
    shop.deferred.onConfirm = () => shop.deferred.becomes('succeeded');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    for (const name of types) document.removeEventListener(name, hear);
    const traces = JSON.stringify([heard, shop.told, { ...localStorage }, { ...sessionStorage }, history.state]);
    expect(traces + location.href).not.to.match(/secret|ada@/);
  });

  it('is offered on Stripe’s page where the fields do not come', async () => {
    await shop.openStep();
    shop.deferred.emit('payment', 'loaderror');
    await shop.says('The payment form cannot be loaded here.');
    press(shop.step, 'Pay on Stripe’s page');
    await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
  });

  it('is offered on Stripe’s page where the fields do not come in time, and nothing can be pressed before', async () => {
    const late = stopClock(PaymentStep.loadLimit);
    shop.deferred.framesCome = false;
    await shop.openWithMugs(2);
    shop.pay();
    await until('the fields are asked for', () => shop.deferred.mounted.has('payment'));
    expect(textOf(shop.step)).not.to.contain('Pay €39.00');
    expect(await shop.deferred.openSheet()).to.equal(null);
    late();
    await shop.says('The payment form cannot be loaded here.');
    expect(shop.presses).to.deep.equal([]);
  });
});
