import { expect } from 'chai';
import { IntentPage, PICK_UP, POST, RETURN_URL } from '../../../../test-page/intent-page.js';
import { axeViolations, settled, until } from '../../../../test-page/shop-page.js';

const shop = new IntentPage();
const POSTED = { collects: { shippingAddress: true, phone: true, countries: ['DE'] } };

describe('a wallet beside the form of a PaymentIntent', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const isSeen = () => shop.inStep('div:has(> section > [name=expressCheckout])').className !== 'unseen';
  const isReady = (availablePaymentMethods: object | undefined) =>
    shop.deferred.emit('expressCheckout', 'ready', { availablePaymentMethods });
  const elsewhere = (changes: object) =>
    shop.writeElsewhere(JSON.stringify({ ...(JSON.parse(shop.stored ?? '{}') as object), ...changes }));

  it('is out of sight until there is one', async () => {
    await shop.openStep();
    expect(isSeen()).to.equal(false);
    isReady({ link: true });
    expect(isSeen()).to.equal(true);
    expect(await axeViolations()).to.deep.equal([]);
    isReady(undefined);
    expect(isSeen()).to.equal(false);
  });

  it('pays without the fields of the form, which its sheet asks for itself', async () => {
    shop.form = { ...POSTED, shippingOptions: [POST, PICK_UP] };
    await shop.openWithMugs(2);
    shop.pay();
    await shop.says('Pay €43.90');
    expect(shop.deferred.given.get('expressCheckout')).to.deep.equal({
      emailRequired: true,
      phoneNumberRequired: true,
      shippingAddressRequired: true,
      allowedShippingCountries: ['DE'],
    });
    const rate = ({ id, name, amount }: typeof POST) => ({ id, displayName: name, amount });
    expect(await shop.deferred.openSheet()).to.deep.equal({ shippingRates: [rate(POST), rate(PICK_UP)] });
    shop.becomes({ status: 'paid' });
    const failures = shop.deferred.pressWallet('grace@example.com');
    await shop.sees('Thank you, your order is paid');
    expect(failures).to.deep.equal([]);
    expect(shop.presses).to.deep.equal([{ shippingOption: POST.id, total: 4390 }]);
    expect(shop.deferred.confirms.map(({ confirmParams }) => confirmParams)).to.deep.equal([
      { receipt_email: 'grace@example.com', return_url: RETURN_URL },
    ]);
    expect(JSON.stringify(shop.proxy.requests)).not.to.contain('grace@');
  });

  it('ships as is chosen in its sheet, at that price', async () => {
    shop.form = { ...POSTED, shippingOptions: [POST, PICK_UP] };
    await shop.openWithMugs(2);
    shop.pay();
    await shop.says('Pay €43.90');
    await shop.deferred.openSheet();
    expect(await shop.deferred.chooseRate(PICK_UP.id)).to.equal(true);
    expect(shop.deferred.amounts).to.deep.equal([3900, 3900]);
    await shop.says('Pay €39.00');
    shop.becomes({ status: 'paid' });
    shop.deferred.pressWallet();
    await shop.sees('Thank you');
    expect(shop.presses).to.deep.equal([{ shippingOption: PICK_UP.id, total: 3900 }]);
  });

  it('is told when Stripe.js does not take another way of shipping', async () => {
    shop.form = { ...POSTED, shippingOptions: [POST, PICK_UP] };
    await shop.openWithMugs(2);
    shop.pay();
    await shop.says('Pay €43.90');
    await shop.deferred.openSheet();
    shop.deferred.onUpdate = () => Promise.reject(new Error('Not now.'));
    expect(await shop.deferred.chooseRate(PICK_UP.id)).to.equal(false);
  });

  it('names a way of shipping also where it costs nothing, and the proxy is told of none', async () => {
    shop.form = POSTED;
    await shop.openStep();
    expect(await shop.deferred.openSheet()).to.deep.equal({
      shippingRates: [{ id: 'free', displayName: 'Free shipping', amount: 0 }],
    });
    shop.becomes({ status: 'paid' });
    shop.deferred.pressWallet();
    await shop.sees('Thank you');
    expect(shop.presses).to.deep.equal([{ shippingOption: null, total: 3900 }]);
  });

  it('does not pay another total than its sheet has shown', async () => {
    await shop.openStep();
    await shop.deferred.openSheet();
    elsewhere({ lines: [{ item: 'mug', options: [], quantity: 3 }] });
    await shop.says('Pay €58.50');
    const failures = shop.deferred.pressWallet();
    await until('its sheet is told', () => failures.length > 0);
    expect(failures).to.deep.equal([{ reason: 'fail' }]);
    expect(shop.presses).to.deep.equal([]);
    await shop.says('The total has changed.');
    await until('it can be pressed', () => shop.inStep('[part=pay]').getAttribute('aria-disabled') === 'false');
    expect(await shop.deferred.openSheet()).to.deep.equal({});
    shop.becomes({ status: 'paid' });
    shop.deferred.pressWallet();
    await shop.sees('Thank you');
    expect(shop.presses.map(({ total }) => total)).to.deep.equal([5850]);
  });

  it('does not open while a payment is made or the amount follows, and is told of what fails', async () => {
    await shop.openStep();
    let update: () => void = () => undefined;
    shop.deferred.onUpdate = () => new Promise((resolve) => (update = resolve));
    elsewhere({ lines: [{ item: 'mug', options: [], quantity: 3 }] });
    await until('the amount follows', () => shop.deferred.updates.length > 0);
    expect(await shop.deferred.openSheet()).to.equal(null);
    shop.deferred.onUpdate = () => Promise.resolve();
    update();
    await shop.begin();
    await shop.openStep();
    shop.deferred.onConfirm = () => new Promise(() => undefined);
    shop.pressPay();
    await until('it is confirmed', () => shop.deferred.confirms.length === 1);
    expect(await shop.deferred.openSheet()).to.equal(null);
    const failures = shop.deferred.pressWallet();
    await settled();
    expect(failures).to.deep.equal([{ reason: 'fail' }]);
    expect(shop.deferred.confirms).to.have.length(1);
  });

  it('is told of a decline', async () => {
    await shop.openStep();
    await shop.deferred.openSheet();
    shop.deferred.onConfirm = () => shop.deferred.refuses({ code: 'card_declined' }, 'requires_payment_method');
    const failures = shop.deferred.pressWallet();
    await shop.says('Your bank has declined this payment.');
    expect(failures).to.deep.equal([{ reason: 'fail' }]);
  });
});
