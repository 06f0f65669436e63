import { expect } from 'chai';
import { amount, openSession } from '../../../../test-page/fake-stripe.js';
import { PaymentPage } from '../../../../test-page/payment-page.js';
import { settled, until } from '../../../../test-page/shop-page.js';

const shop = new PaymentPage();
const option = (id: string, displayName: string, minorUnits: number) => ({
  id,
  displayName,
  currency: 'eur',
  deliveryEstimate: null,
  ...amount(minorUnits),
});
const POST = option('shr_post', 'Post', 490);
const PICK_UP = option('shr_pick_up', 'Pick up', 0);

describe('what is confirmed', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const reprice = (minorUnits: number) =>
    shop.stripe.change({ total: { ...shop.stripe.session.total, total: amount(minorUnits) } });
  const applyCode = (code: string) => {
    const input = shop.inStep<HTMLInputElement>('[name=code]');
    input.value = code;
    input.form?.requestSubmit();
  };
  const radios = () => [...(shop.step.shadowRoot?.querySelectorAll<HTMLInputElement>('[type=radio]') ?? [])];
  const checked = () => radios().map((radio) => radio.checked);
  const shipsBy = (shippingOption: typeof POST) => {
    shop.stripe.session = openSession({
      shippingOptions: [POST, PICK_UP],
      shipping: { shippingOption, taxAmounts: null },
    });
  };

  it('is the total that the button named when it was pressed, or nothing', async () => {
    await shop.openStep();
    let validated: () => void = () => undefined;
    shop.stripe.onValidate = () => new Promise((resolve) => (validated = () => resolve(shop.stripe.success())));
    shop.pressPay();
    await settled();
    reprice(4390);
    validated();
    await shop.says('The total has changed.');
    expect(shop.stripe.confirms).to.deep.equal([]);
    await shop.says('Pay €43.90');
    shop.stripe.onValidate = () => Promise.resolve(shop.stripe.success());
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(shop.stripe.confirms).to.have.length(1);
  });

  it('waits for all changes that were asked for, not for the last one only', async () => {
    await shop.offers({ promotionCode: true });
    await shop.openStep();
    let first: () => void = () => undefined;
    shop.stripe.onCode = () =>
      new Promise((resolve) => {
        first = () => {
          reprice(3400);
          resolve(shop.stripe.success());
        };
      });
    applyCode('SLOW');
    shop.stripe.onCode = () => Promise.resolve(shop.stripe.success());
    applyCode('QUICK');
    shop.pressPay();
    await settled();
    expect(shop.stripe.confirms).to.deep.equal([]);
    first();
    await shop.says('The total has changed.');
    expect(shop.stripe.confirms).to.deep.equal([]);
  });

  it('cannot be changed while it is out: the ways of shipping and the promotion code are locked', async () => {
    shipsBy(POST);
    await shop.offers({ promotionCode: true });
    await shop.openStep();
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    shop.pressPay();
    await until('it is confirmed', () => shop.stripe.confirms.length === 1);
    radios()[1]?.click();
    shop.inStep('form button').click();
    await settled();
    expect(checked()).to.deep.equal([true, false]);
    for (const control of [...radios(), shop.inStep('[name=code]'), shop.inStep('form button')])
      expect(control.matches(':disabled')).to.equal(true);
    expect(shop.stripe.asked).to.deep.equal([]);
  });

  it('is shipped as is shown, also after Stripe has refused another way', async () => {
    shipsBy(POST);
    await shop.openStep();
    shop.stripe.onShipping = () => Promise.resolve({ type: 'error', error: { code: null, message: '' } });
    radios()[1]?.click();
    await shop.says('That did not work.');
    expect(shop.stripe.asked).to.deep.equal(['shipping shr_pick_up']);
    expect(checked()).to.deep.equal([true, false]);
  });
});
