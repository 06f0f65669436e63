import { expect } from 'chai';
import { amount, openSession } from '../../../../test-page/fake-stripe.js';
import { PaymentPage } from '../../../../test-page/payment-page.js';
import { axeViolations, press, settled, textOf, until } from '../../../../test-page/shop-page.js';

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

describe('Stripe’s fields', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const type = (name: string, value: string) => {
    const input = shop.inStep<HTMLInputElement>(`[name=${name}]`);
    input.value = value;
    return input;
  };
  const applyCode = (code: string) => type('code', code).form?.requestSubmit();

  it('are those that the payment asks for, in the order in which a keyboard meets them', async () => {
    await shop.offers({ shippingAddress: true, phone: true, promotionCode: true });
    await shop.openStep();
    expect([...shop.stripe.mounted.keys()]).to.deep.equal([
      'expressCheckout',
      'contactDetails',
      'shippingAddress',
      'payment',
    ]);
    expect(await axeViolations()).to.deep.equal([]);
    type('phone', '+353 1 234 5678');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(shop.stripe.confirms).to.deep.equal([{ redirect: 'if_required', phoneNumber: '+353 1 234 5678' }]);
  });

  it('ask for a billing address where tax depends on it and nothing else tells', async () => {
    shop.stripe.session = openSession({ tax: { status: 'requires_billing_address' } });
    await shop.openStep();
    expect([...shop.stripe.mounted.keys()]).to.contain('billingAddress');
    expect(shop.stripe.mounted.get('billingAddress')?.checkVisibility()).to.equal(true);
  });

  it('stay locked while a payment is confirmed, though a code is refused meanwhile', async () => {
    await shop.offers({ promotionCode: true });
    await shop.openStep();
    let refuse: () => void = () => undefined;
    const refused = { type: 'error' as const, error: { code: 'invalidCode' as const, message: '' } };
    shop.stripe.onCode = () => Promise.resolve(refused);
    applyCode('KILN9');
    // The words for it are here now, and the next refusal is told at once.
    await shop.says('This code is not valid.');
    shop.stripe.onCode = () => new Promise((resolve) => (refuse = () => resolve(refused)));
    shop.stripe.onConfirm = () => new Promise(() => undefined);
    applyCode('KILN10');
    await until('it is asked for', () => shop.stripe.asked.includes('code KILN10'));
    shop.pressPay();
    refuse();
    await until('it is confirmed', () => shop.stripe.confirms.length === 1);
    await settled();
    shop.pressPay();
    await settled();
    expect(shop.inStep('[part=pay]').getAttribute('aria-disabled')).to.equal('true');
    expect(shop.stripe.confirms).to.have.length(1);
  });

  for (let turns = 0; turns < 12; turns++) {
    it(`stay locked where the press comes ${turns} turns after the refusal, while its words are loaded`, async () => {
      await shop.offers({ promotionCode: true });
      await shop.openStep();
      let refuse: () => void = () => undefined;
      const refused = { type: 'error' as const, error: { code: 'invalidCode' as const, message: '' } };
      shop.stripe.onCode = () => new Promise((resolve) => (refuse = () => resolve(refused)));
      shop.stripe.onConfirm = () => new Promise(() => undefined);
      applyCode('KILN9');
      await until('it is asked for', () => shop.stripe.asked.includes('code KILN9'));
      refuse();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      shop.pressPay();
      await until('it is confirmed', () => shop.stripe.confirms.length === 1);
      await settled();
      shop.pressPay();
      await settled();
      expect(shop.stripe.confirms).to.have.length(1);
    });
  }

  it('come with the ways of shipping, where there are several', async () => {
    shop.stripe.session = openSession({
      shippingOptions: [POST, PICK_UP],
      shipping: { shippingOption: POST, taxAmounts: null },
    });
    await shop.openStep();
    const radios = [...(shop.step.shadowRoot?.querySelectorAll<HTMLInputElement>('[type=radio]') ?? [])];
    expect(
      radios.map(({ checked, labels }) => [checked, labels?.[0]?.textContent.replaceAll(/\s+/g, ' ').trim()]),
    ).to.deep.equal([
      [true, 'Post €4.90'],
      [false, 'Pick up Free'],
    ]);
    expect(await axeViolations()).to.deep.equal([]);
    radios[1]?.click();
    await settled();
    expect(shop.stripe.asked).to.deep.equal(['shipping shr_pick_up']);
    expect(radios.map(({ checked }) => checked)).to.deep.equal([false, true]);
  });

  it('wait for a change to be made before anything is confirmed', async () => {
    await shop.offers({ promotionCode: true });
    await shop.openStep();
    let answer: () => void = () => undefined;
    shop.stripe.onCode = () => new Promise((resolve) => (answer = () => resolve(shop.stripe.success())));
    applyCode('SAVE');
    shop.pressPay();
    await settled();
    expect(shop.stripe.confirms).to.deep.equal([]);
    shop.becomes({ status: 'paid' });
    answer();
    await shop.sees('Thank you');
    expect(shop.stripe.confirms).to.have.length(1);
  });

  it('take a promotion code, say why not, and give it back', async () => {
    await shop.offers({ promotionCode: true });
    await shop.openStep();
    shop.stripe.onCode = () => Promise.resolve({ type: 'error', error: { code: 'invalidCode', message: 'x' } });
    applyCode(' NOPE ');
    await shop.says('This code is not valid.');
    shop.stripe.onCode = () => Promise.reject(new TypeError('Failed to fetch'));
    applyCode('LOST');
    await shop.says('That did not work.');
    const discount = {
      ...amount(500),
      displayName: 'Five off',
      promotionCode: 'FIVE',
      recurring: null,
      percentOff: null,
    };
    const { total } = shop.stripe.session;
    shop.stripe.onCode = () => {
      shop.stripe.change({
        discountAmounts: [discount],
        total: { ...total, discount: amount(500), total: amount(3400) },
      });
      return Promise.resolve(shop.stripe.success());
    };
    applyCode('FIVE');
    await shop.says('Pay €34.00');
    expect(textOf(shop.step)).to.contain('Promotion code: FIVE').and.to.contain('Discount −€5.00');
    expect(textOf(shop.step)).not.to.contain('That did not work.');
    expect(await axeViolations()).to.deep.equal([]);
    press(shop.step, 'Remove FIVE');
    await until('the code can be typed again', () => shop.step.shadowRoot?.querySelector('[name=code]'));
    expect(shop.stripe.asked).to.deep.equal(['code NOPE', 'code LOST', 'code FIVE', 'no code']);
  });

  describe('for a wallet', () => {
    const expressPay = () => {
      const failures: unknown[] = [];
      const event = { expressPaymentType: 'link', paymentFailed: (payload: unknown) => void failures.push(payload) };
      shop.stripe.emit('expressCheckout', 'confirm', event);
      return { event, failures };
    };

    it('are out of sight until there is one', async () => {
      await shop.openStep();
      const place = shop.stripe.mounted.get('expressCheckout');
      const height = () => place?.closest('[slot]')?.assignedSlot?.closest('div')?.getBoundingClientRect().height;
      expect(height()).to.equal(1);
      shop.stripe.emit('expressCheckout', 'ready', { availablePaymentMethods: { link: true } });
      await settled();
      expect(height()).to.be.above(1);
    });

    it('pay without looking through the form', async () => {
      await shop.openStep();
      shop.stripe.onValidate = () => Promise.reject(new Error('not asked'));
      shop.becomes({ status: 'paid' });
      const { event, failures } = expressPay();
      await shop.sees('Thank you');
      expect(shop.stripe.confirms).to.deep.equal([{ redirect: 'if_required', expressCheckoutConfirmEvent: event }]);
      expect(failures).to.deep.equal([]);
    });

    it('tell the wallet where there is no answer', async () => {
      await shop.openStep();
      shop.stripe.onConfirm = () => Promise.reject(new TypeError('Failed to fetch'));
      shop.becomes({ status: 'unpaid' });
      const { failures } = expressPay();
      await shop.says('Nothing was charged; you can try again.');
      expect(failures).to.deep.equal([{ reason: 'fail' }]);
    });

    it('tell the wallet of a decline, and of a press too many', async () => {
      await shop.openStep();
      let answer: () => void = () => undefined;
      const decline = {
        code: 'paymentFailed' as const,
        message: 'x',
        paymentFailed: { declineCode: 'generic_decline' },
      };
      shop.stripe.onConfirm = () =>
        new Promise((resolve) => (answer = () => resolve({ type: 'error', error: decline })));
      const first = expressPay();
      const second = expressPay();
      await until('it is confirmed', () => shop.stripe.confirms.length === 1);
      expect(second.failures).to.have.length(1);
      answer();
      await shop.says('Your bank has declined this payment');
      expect(first.failures).to.have.length(1);
    });
  });
});
