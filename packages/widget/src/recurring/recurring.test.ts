import type { CatalogItem, OrderSubscription, Recurring } from '@stripe-cart/contract';
import { expect } from 'chai';
import fc from 'fast-check';
import { axeViolations, inside, Navigations, press, settled, textOf, until } from '../../test-page/shop-page.js';
import { PaymentPage } from '../../test-page/payment-page.js';
import { amount, openSession } from '../../test-page/fake-stripe.js';
import { mug, paidOrder, SESSION_URL, token } from '../../test-page/stub-proxy.js';
import { priceCart } from '../cart/priced-cart.js';
import { takeArrival } from '../page/arrival.js';
import { storefrontOf } from '../storefront.js';
import { agreementOf } from './agreement.js';

const shop = new PaymentPage();
const ATTEMPT = '22222222-2222-4222-8222-222222222222';
const PORTAL_URL = 'https://billing.stripe.com/p/session/test_1';

const club = (terms: Partial<Recurring> = {}): CatalogItem =>
  mug({ id: 'club', name: 'Mug club', unitAmount: 900, recurring: { interval: 'month', intervalCount: 1, ...terms } });

describe('what a buyer of a subscription agrees to', () => {
  beforeEach(() => shop.reset());

  const cases: readonly (readonly [text: string, terms: Partial<Recurring>, withMug?: boolean])[] = [
    ['€9.00 every day until cancelled.', { interval: 'day' }],
    ['€9.00 every 2 days until cancelled.', { interval: 'day', intervalCount: 2 }],
    ['€9.00 every week until cancelled.', { interval: 'week' }],
    ['€9.00 every 6 weeks until cancelled.', { interval: 'week', intervalCount: 6 }],
    ['€9.00 every month until cancelled.', {}],
    ['€9.00 every 3 months until cancelled.', { intervalCount: 3 }],
    ['€9.00 every year until cancelled.', { interval: 'year' }],
    ['€9.00 every 2 years until cancelled.', { interval: 'year', intervalCount: 2 }],
    ['€28.50 is due today; then €9.00 every month until cancelled.', {}, true],
    [
      'Nothing is due today; first payment of €9.00 in 14 days, then €9.00 every month until cancelled.',
      { trialDays: 14 },
    ],
    [
      'Nothing is due today; first payment of €9.00 in 1 day, then €9.00 every month until cancelled.',
      { trialDays: 1 },
    ],
    [
      '€19.50 is due today; first payment of €9.00 in 14 days, then €9.00 every month until cancelled.',
      { trialDays: 14 },
      true,
    ],
  ];
  for (const [text, terms, withMug] of cases) {
    it(`stands beside the total: ${text}`, async () => {
      await shop.sells([mug(), club(terms)]);
      shop.cart.add('club');
      if (withMug) shop.cart.add('mug');
      shop.cart.open();
      await shop.sees(text);
      expect(shop.cart.shadowRoot?.querySelector('[part=footer] [part=recurring]')?.textContent).to.equal(text);
    });
  }

  it('is not said of a cart in which nothing recurs, or whose parts cannot be paid together', async () => {
    await shop.sells([mug(), club(), { ...club({ interval: 'year' }), id: 'annual' }]);
    await shop.openWithMugs(1);
    expect(textOf(shop.cart)).not.to.contain('until cancelled');
    shop.cart.add('club');
    await shop.sees('until cancelled');
    shop.cart.add('annual');
    await shop.sees('charged at different times');
    expect(textOf(shop.cart)).not.to.contain('until cancelled');
    expect(await axeViolations(shop.cart)).to.deep.equal([]);
  });

  describe('beside the button that takes the money', () => {
    afterEach(() => {
      Reflect.deleteProperty(storefrontOf(shop.page), 'load');
      shop.end();
    });

    /** A cart with the club in it, and what Stripe says is due today and next time. */
    const pay = async (terms: Partial<Recurring>, today: number, next: number, withMug = false) => {
      await shop.begin();
      const { total } = shop.stripe.session;
      const due = { ...total, subtotal: amount(next), total: amount(next), billingCycleAnchor: null };
      shop.stripe.session = openSession({
        total: { ...total, total: amount(today) },
        recurring: { interval: 'month', intervalCount: 1, isProrated: false, dueNext: due, trial: null },
      });
      await shop.sells([mug(), club(terms)], { modes: ['hosted', 'elements'], publishableKey: 'pk_test_1' });
      shop.cart.add('club');
      if (withMug) shop.cart.add('mug');
      shop.cart.open();
      await shop.sees('Mug club');
      shop.pay();
    };
    const NET = 'Before tax and discounts.';

    const sessions: readonly (readonly [when: string, ...pays: Parameters<typeof pay>, text: string])[] = [
      ['it is all there is', {}, 900, 900, false, '€9.00 every month until cancelled.'],
      ['tax comes on top', {}, 1071, 1071, false, `€9.00 every month until cancelled. ${NET}`],
      ['a code is for today', {}, 400, 900, false, `€9.00 every month until cancelled. ${NET}`],
      [
        'tax comes with the next',
        { trialDays: 14 },
        0,
        1071,
        false,
        `Nothing is due today; first payment of €9.00 in 14 days, then €9.00 every month until cancelled. ${NET}`,
      ],
      [
        'more is due today than is in the catalogue',
        {},
        3392,
        1071,
        true,
        `The total is due today; then €9.00 every month until cancelled. ${NET}`,
      ],
    ];
    for (const [when, terms, today, next, withMug, text] of sessions) {
      it(`says what is charged where ${when}`, async () => {
        await pay(terms, today, next, withMug);
        await shop.says('Pay €');
        expect(shop.inStep('[part=recurring]').textContent).to.equal(text);
      });
    }

    it('is waited for, and where it cannot be had the buyer pays on Stripe’s page, which says it', async () => {
      const storefront = storefrontOf(shop.page);
      const waiting: (() => void)[] = [];
      storefront.recurring = null;
      storefront.load = () => new Promise((resolve) => void waiting.push(resolve));
      await pay({}, 900, 900);
      await until('the step has asked for it', () => shop.stripe.options.length > 0 && waiting.length > 1);
      await settled();
      expect(shop.step.shadowRoot?.querySelector('[part=pay]')).to.equal(null);
      for (const fail of waiting) fail();
      await until('Stripe’s page is reached', () => shop.navigations.urls.includes(SESSION_URL));
      expect(shop.stripe.mounted.size).to.equal(0);
    });
  });

  it('adds up, whatever is in the cart', () => {
    const lines = fc.array(
      fc.record({ recurs: fc.boolean(), amount: fc.nat(100_000), quantity: fc.integer({ min: 1, max: 99 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(lines, fc.option(fc.integer({ min: 1, max: 730 })), (wanted, trialDays) => {
        const items = wanted.map(({ recurs, amount }, n) => ({
          ...(recurs ? club(trialDays === null ? {} : { trialDays }) : mug()),
          id: `i${n}`,
          unitAmount: amount,
        }));
        const priced = priceCart(
          wanted.map(({ quantity }, n) => ({ item: `i${n}`, options: [], quantity })),
          new Map(items.map((item) => [item.id, item])),
        );
        const agreed = agreementOf(priced);
        expect(agreed !== null).to.equal(wanted.some(({ recurs }) => recurs));
        if (!agreed) return;
        const once = wanted.reduce((sum, { recurs, amount, quantity }) => sum + (recurs ? 0 : amount * quantity), 0);
        expect(agreed.today).to.equal(trialDays === null ? priced.subtotal : once);
        expect(agreed.amount + once).to.equal(priced.subtotal);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a subscription that has begun', () => {
  const subscription: OrderSubscription = {
    interval: 'month',
    intervalCount: 1,
    amount: 900,
    nextPayment: Date.UTC(2026, 11, 22, 12) / 1000,
  };
  const order = (changes: object = {}) => paidOrder({ attempt: ATTEMPT, subscription, ...changes });

  beforeEach(async () => {
    await shop.reset();
    localStorage.removeItem(`${shop.page.store.key}:subscriptions`);
    await shop.sells([mug(), club()], {
      portal: true,
      checkoutOrigins: ['https://checkout.stripe.com', 'https://billing.stripe.com'],
    });
  });

  /** The cart went to checkout in this browser, and the proxy has given a token. */
  const goToCheckout = async () => {
    shop.cart.add('club');
    shop.cart.open();
    await shop.sees('until cancelled');
    shop.page.store.apply({ type: 'attempt', attempt: ATTEMPT });
    shop.page.store.apply({ type: 'resume', attempt: ATTEMPT, resume: token('resume') });
  };
  const comeBack = async (said: string, changes: object = {}) => {
    shop.proxy.onOrder = () => order(changes);
    history.replaceState(null, '', `#order=${token('order')}`);
    shop.page.arrival = takeArrival();
    const element = shop.add('<stripe-cart-return></stripe-cart-return>');
    await until(`it says “${said}”`, () => textOf(element).includes(said));
    return element;
  };

  it('is told with its next payment, or that there is none', async () => {
    const element = await comeBack('€9.00 every month until cancelled. Next payment on December 22, 2026.');
    expect(textOf(element)).not.to.match(/before tax/i);
    const last = await comeBack('It is not charged again.', { subscription: { ...subscription, nextPayment: null } });
    expect(textOf(last)).not.to.match(/ended|until cancelled/);
  });

  it('is told without an amount where something goes on being taken off it', async () => {
    const element = await comeBack('Next payment on December 22, 2026.', {
      subscription: { ...subscription, amount: null },
    });
    expect(textOf(element)).not.to.match(/until cancelled|every month/);
  });

  it('is not told as all that is charged, where tax came on top or a code took something off', async () => {
    const totals = { subtotal: 900, discount: 0, shipping: 0, tax: 171, total: 1071 };
    await comeBack('until cancelled. Before tax and discounts. Next payment', { totals });
  });

  it('is told with its first payment during a trial', async () => {
    const element = await comeBack('First payment of €9.00 on December 22, 2026', { status: 'trialing' });
    expect(textOf(element)).to.contain('your subscription has begun Nothing is due today.');
  });

  it('has a row for what a trial takes off its lines, so that they come to the total', async () => {
    const totals = { subtotal: 1950, discount: 0, shipping: 0, tax: 0, total: 1950 };
    const lines = [900, 1950].map((subtotal) => ({
      ...paidOrder().lines[0],
      quantity: 1,
      unitAmount: subtotal,
      subtotal,
    }));
    const element = await comeBack('Free trial', { status: 'trialing', totals, lines });
    expect(textOf(element)).to.match(/€9\.00 .*€19\.50 Free trial -€9\.00 Total €19\.50/);
    expect(textOf(await comeBack('until cancelled'))).not.to.contain('Free trial');
  });

  it('is not told where it has not begun', async () => {
    const element = await comeBack('Not paid yet', { status: 'unpaid' });
    expect(textOf(element)).not.to.contain('until cancelled');
  });

  it('can be managed in the browser that began it, by the attempt’s own token', async () => {
    await goToCheckout();
    const element = await comeBack('Manage subscription');
    expect(await axeViolations(element)).to.deep.equal([]);
    shop.proxy.onPortal = () => ({ url: PORTAL_URL });
    const left = new Navigations();
    press(element, 'Manage subscription');
    press(element, 'Manage subscription');
    await until('it leads to the portal', () => left.urls.includes(PORTAL_URL));
    left.stop();
    expect(shop.proxy.sent('/v1/portal')).to.deep.equal([{ token: token('resume') }]);
  });

  it('cannot be managed in any other, whatever its link opens', async () => {
    const element = await comeBack('until cancelled');
    await settled();
    expect(textOf(element)).not.to.contain('Manage subscription');
  });

  it('cannot be managed by the token of another one', async () => {
    await goToCheckout();
    const element = await comeBack('until cancelled', { attempt: '33333333-3333-4333-8333-333333333333' });
    await settled();
    expect(textOf(element)).not.to.contain('Manage subscription');
  });

  it('cannot be managed where the shop does not offer it', async () => {
    await goToCheckout();
    await shop.sells([mug(), club()], { portal: false });
    const element = await comeBack('until cancelled');
    await settled();
    expect(textOf(element)).not.to.contain('Manage subscription');
  });

  it('leads nowhere but to Stripe, and says so where it cannot be managed now', async () => {
    await goToCheckout();
    const element = await comeBack('Manage subscription');
    const left = new Navigations();
    for (const url of ['https://evil.test/p', 'http://billing.stripe.com/p', 'javascript:alert(1)']) {
      shop.proxy.onPortal = () => ({ url });
      inside(element, '[part=manage] + [role=status]').textContent = '';
      press(element, 'Manage subscription');
      await until('it says so', () => textOf(element).includes('or ask the shop.'));
    }
    shop.proxy.onPortal = () => ({ code: 'order_not_found' });
    press(element, 'Manage subscription');
    await until('it has asked', () => shop.proxy.sent('/v1/portal').length === 4);
    left.stop();
    expect(left.urls).to.deep.equal([]);
  });
});
