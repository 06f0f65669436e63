import { expect } from 'chai';
import { IntentPage, PICK_UP, POST } from '../../../../test-page/intent-page.js';
import { press, settled, textOf, until } from '../../../../test-page/shop-page.js';
import { mug, poster, token } from '../../../../test-page/stub-proxy.js';
import { newAttempt } from '../../attempt.js';

const shop = new IntentPage();
const REPRICED = 'The total has changed.';

describe('the amount of a PaymentIntent in the page', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const asked = () => shop.proxy.sent('/v1/checkout');
  const elsewhere = (changes: object) =>
    shop.writeElsewhere(JSON.stringify({ ...(JSON.parse(shop.stored ?? '{}') as object), ...changes }));
  const mugs = (quantity: number) => ({ lines: [{ item: 'mug', options: [], quantity }] });
  const radios = () => [...(shop.step.shadowRoot?.querySelectorAll<HTMLInputElement>('[type=radio]') ?? [])];
  const paid = async () => {
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
  };

  it('follows the cart, in both groups of fields, and the buyer presses again', async () => {
    await shop.openStep();
    elsewhere(mugs(3));
    await shop.says('Pay €58.50');
    await shop.says(REPRICED);
    expect(textOf(shop.step)).to.contain('3 × Stoneware mug');
    expect(shop.deferred.amounts).to.deep.equal([5850, 5850]);
    expect(asked()[1]).to.deep.include({ expected: { currency: 'eur', subtotal: 5850 } });
    await paid();
    expect(shop.presses).to.deep.equal([{ shippingOption: null, total: 5850 }]);
    expect(shop.deferred.confirms.map(({ amount }) => amount)).to.deep.equal([5850]);
  });

  it('follows a cart that the page’s own button adds to', async () => {
    await shop.openStep();
    shop.cart.add('mug');
    await shop.says('Pay €58.50');
  });

  it('is not paid while the proxy is asked for it: what the button said is not what there is to pay', async () => {
    await shop.openStep();
    let hold: (response: Response) => void = () => undefined;
    shop.proxy.fault = () => new Promise((resolve) => (hold = resolve));
    elsewhere(mugs(3));
    await until('the proxy is asked', () => asked().length === 2);
    expect(shop.inStep('[part=pay]').textContent).to.contain('Pay €39.00');
    shop.pressPay();
    await settled();
    shop.proxy.fault = null;
    hold(Response.json(shop.asForm({ subtotal: 5850 })));
    await shop.says(REPRICED);
    await shop.says('Pay €58.50');
    expect(shop.presses).to.deep.equal([]);
    await paid();
    expect(shop.presses.map(({ total }) => total)).to.deep.equal([5850]);
  });

  it('is not paid where the proxy has no form for the cart any more, though the button was pressed before it said so', async () => {
    shop.form = { confirm: 'server' };
    await shop.openStep();
    let hold: (response: Response) => void = () => undefined;
    shop.proxy.fault = () => new Promise((resolve) => (hold = resolve));
    elsewhere(mugs(3));
    await until('the proxy is asked', () => asked().length === 2);
    shop.pressPay();
    shop.proxy.fault = null;
    hold(Response.json({ code: 'cart_too_large', status: 422, retryable: false, requestId: 'r' }, { status: 422 }));
    await shop.sees('There is too much text in this cart.');
    await settled();
    expect(shop.presses).to.deep.equal([]);
  });

  it('is not paid before Stripe.js has it', async () => {
    await shop.openStep();
    const updates: (() => void)[] = [];
    shop.deferred.onUpdate = () => new Promise((resolve) => updates.push(resolve));
    elsewhere(mugs(3));
    await until('both groups are told', () => updates.length === 2);
    expect(shop.inStep('[part=pay]').textContent).to.contain('Pay €58.50');
    shop.pressPay();
    shop.deferred.onUpdate = () => Promise.resolve();
    updates[0]?.();
    await settled();
    expect(shop.presses).to.deep.equal([]);
    updates[1]?.();
    await shop.says(REPRICED);
    expect(shop.presses).to.deep.equal([]);
    await paid();
    expect(shop.deferred.confirms.map(({ amount }) => amount)).to.deep.equal([5850]);
  });

  it('is asked for once more where Stripe.js did not take it, and nothing is paid before', async () => {
    await shop.openStep();
    shop.deferred.onUpdate = () => Promise.reject(new Error('Not now.'));
    elsewhere(mugs(3));
    await shop.says('Pay €58.50');
    shop.deferred.onUpdate = () => Promise.resolve();
    shop.pressPay();
    await shop.says(REPRICED);
    expect(shop.presses).to.deep.equal([]);
    await until('it has it', () => shop.deferred.amounts.every((amount) => amount === 5850));
    await paid();
    expect(shop.deferred.confirms.map(({ amount }) => amount)).to.deep.equal([5850]);
  });

  it('is told beside why the bank has said no, where it changed meanwhile', async () => {
    await shop.openStep();
    let answer: () => void = () => undefined;
    const declined = shop.deferred.refuses({ decline_code: 'insufficient_funds' }, 'requires_payment_method');
    shop.deferred.onConfirm = () => new Promise((resolve) => (answer = () => resolve(declined)));
    shop.pressPay();
    await until('Stripe.js confirms', () => shop.deferred.confirms.length === 1);
    elsewhere(mugs(3));
    answer();
    await shop.says(REPRICED);
    expect(textOf(shop.step)).to.contain('not enough money');
    // Once more, and it is not said twice.
    elsewhere(mugs(4));
    await shop.says('Pay €78.00');
    await until('Stripe.js has it', () => shop.deferred.amounts.every((amount) => amount === 7800));
    await settled();
    expect(textOf(shop.step).split(REPRICED)).to.have.length(2);
    expect(textOf(shop.step)).to.contain('not enough money');
  });

  it('comes to the last of several changes', async () => {
    await shop.openStep();
    elsewhere(mugs(3));
    elsewhere(mugs(5));
    elsewhere(mugs(4));
    await shop.says('Pay €78.00');
    await until('Stripe.js has it', () => shop.deferred.amounts.every((amount) => amount === 7800));
    await paid();
    expect(shop.presses).to.deep.equal([{ shippingOption: null, total: 7800 }]);
  });

  it('is the one on the button for a cart that changed for another at the same price', async () => {
    await shop.sells([mug(), poster({ unitAmount: 1950, options: [] })], {
      modes: ['hosted', 'intent'],
      publishableKey: 'pk_test_1',
    });
    await shop.openStep();
    let answer: () => void = () => undefined;
    shop.deferred.onSubmit = () =>
      new Promise((resolve) => (answer = () => resolve({ selectedPaymentMethod: 'card' })));
    elsewhere({ lines: [{ item: 'poster', options: [], quantity: 2 }] });
    shop.pressPay();
    await until('the form has followed', () => shop.deferred.updates.length === 2);
    await settled();
    answer();
    await shop.says(REPRICED);
    expect(shop.presses).to.deep.equal([]);
  });

  it('asks about a price that the proxy has changed meanwhile', async () => {
    await shop.openStep();
    const { onCheckout } = shop.proxy;
    shop.proxy.onCheckout = () => ({
      code: 'price_changed',
      quote: { currency: 'eur', subtotal: 6300, lines: [] },
    });
    elsewhere(mugs(3));
    await shop.sees('Continue with €63.00');
    shop.proxy.onCheckout = onCheckout;
    press(shop.cart, 'Continue with €63.00');
    await shop.says('Pay €58.50');
  });

  it('closes the form where the cart has nothing left in it, or was taken to another payment', async () => {
    await shop.openStep();
    elsewhere({ lines: [] });
    await shop.sees('Your cart has changed.');
    expect(shop.isOpen).to.equal(false);
    elsewhere(mugs(2));
    await shop.sees('Subtotal');
    shop.pay();
    await shop.says('Pay €39.00');
    elsewhere({ payment: { attempt: newAttempt(), resume: null } });
    await shop.sees('Your cart has changed.');
  });

  it('puts the form up anew where another cart asks for something else', async () => {
    await shop.openStep();
    shop.form = { collects: { shippingAddress: true, phone: false, countries: [] } };
    elsewhere(mugs(3));
    await until('it asks for an address', () => shop.deferred.mounted.has('address'));
    await shop.says('Pay €58.50');
  });

  it('says so where it was paid in another tab', async () => {
    await shop.openStep();
    elsewhere({ lines: [], payment: null, settled: ['N1'] });
    await shop.sees('This order was paid in another tab.');
    expect(shop.isOpen).to.equal(false);
  });

  it('does not follow while it is being confirmed, and takes out what was paid, no more', async () => {
    await shop.openStep();
    let answer: () => void = () => undefined;
    shop.deferred.onConfirm = () =>
      new Promise((resolve) => (answer = () => void shop.deferred.becomes('succeeded').then(resolve)));
    shop.pressPay();
    await until('it is confirmed', () => shop.deferred.confirms.length === 1);
    elsewhere({ ...mugs(3), payment: { attempt: shop.attempt, resume: token('resume') } });
    await settled();
    expect(shop.deferred.amounts).to.deep.equal([3900, 3900]);
    shop.becomes({ status: 'paid' });
    answer();
    await shop.sees('Thank you, your order is paid');
    expect(shop.page.store.cart.lines).to.deep.equal([{ item: 'mug', options: [], quantity: 1 }]);
  });

  describe('with shipping', () => {
    beforeEach(async () => {
      shop.form = { shippingOptions: [POST, PICK_UP] };
      await shop.openWithMugs(2);
      shop.pay();
      await shop.says('Pay €43.90');
    });

    it('has the way of shipping in it that is chosen', async () => {
      await until('there is a choice', () => radios().length === 2);
      expect(radios().map(({ checked }) => checked)).to.deep.equal([true, false]);
      expect(textOf(shop.step)).to.contain('Post €4.90').and.to.contain('Pick up Free');
      radios()[1]?.click();
      await shop.says('Pay €39.00');
      expect(radios().map(({ checked }) => checked)).to.deep.equal([false, true]);
      await paid();
      expect(shop.presses).to.deep.equal([{ shippingOption: PICK_UP.id, total: 3900 }]);
      expect(shop.deferred.confirms.map(({ amount }) => amount)).to.deep.equal([3900]);
    });

    it('keeps it when the cart changes, where it is still offered', async () => {
      await until('there is a choice', () => radios().length === 2);
      radios()[1]?.click();
      await shop.says('Pay €39.00');
      elsewhere(mugs(3));
      await shop.says('Pay €58.50');
      expect(radios().map(({ checked }) => checked)).to.deep.equal([false, true]);
    });

    it('cannot be chosen while a payment is made', async () => {
      await until('there is a choice', () => radios().length === 2);
      shop.deferred.onConfirm = () => new Promise(() => undefined);
      shop.pressPay();
      await until('it is confirmed', () => shop.deferred.confirms.length === 1);
      for (const radio of radios()) expect(radio.matches(':disabled')).to.equal(true);
    });
  });
});
