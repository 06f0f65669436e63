import { ORDER_STATUSES, PAYMENT_FAILURES, type InvoiceReply, type OrderStatus } from '@stripe-cart/contract';
import { expect } from 'chai';
import {
  axeViolations,
  inside,
  Navigations,
  press,
  settled,
  ShopPage,
  textOf,
  until,
} from '../../test-page/shop-page.js';
import { openInvoice, paidOrder, SESSION_URL, token } from '../../test-page/stub-proxy.js';
import { takeArrival } from '../page/arrival.js';
import { storefrontOf } from '../storefront.js';
import { FOLLOW_UP_WAITS } from '../trouble/follow-up.js';
import { paymentFailureText } from '../trouble/payment-failures.js';

const shop = new ShopPage();
const WAITS = [...FOLLOW_UP_WAITS];
const ATTEMPT = '11111111-1111-4111-8111-111111111111';

describe('<stripe-cart-return>', () => {
  let paid: unknown[];
  const hearPaid = (event: Event) => paid.push((event as CustomEvent<unknown>).detail);
  beforeEach(async () => {
    await shop.reset();
    FOLLOW_UP_WAITS.splice(0, Infinity, 0, 0, 0);
    paid = [];
    document.addEventListener('cart-paid', hearPaid);
    shop.page.store.apply({ type: 'add', line: { item: 'mug', options: [], quantity: 3 } });
    shop.page.store.apply({ type: 'attempt', attempt: ATTEMPT });
  });
  afterEach(() => document.removeEventListener('cart-paid', hearPaid));

  /** As the buyer arrives from Stripe. */
  const arrive = (fragment = `order=${token('order')}`) => {
    history.replaceState(null, '', `#${fragment}`);
    shop.page.arrival = takeArrival();
    return shop.add('<stripe-cart-return></stripe-cart-return>');
  };
  const status = (element: Element) => element.shadowRoot?.querySelector('[data-status]')?.getAttribute('data-status');
  const isDrawn = (element: Element, wanted: string) => until(`${wanted} is drawn`, () => status(element) === wanted);
  const newer = (changes: object) => ({ ...paidOrder({ attempt: ATTEMPT }), ...changes });
  const mugs = () => shop.page.store.cart.lines[0]?.quantity;
  const answers = (orderStatus: OrderStatus) => {
    shop.proxy.onOrder = () => paidOrder({ status: orderStatus, attempt: ATTEMPT });
  };

  it('has nothing that axe objects to, whatever became of the order', async () => {
    for (const orderStatus of ORDER_STATUSES) {
      answers(orderStatus);
      const element = arrive();
      await isDrawn(element, orderStatus);
      await settled();
      expect(await axeViolations(element), orderStatus).to.deep.equal([]);
      element.remove();
    }
  });

  it('confirms nothing where the token is none at all', async () => {
    shop.proxy.onOrder = () => ({ code: 'invalid_request', path: 'token' });
    const element = arrive();
    await isDrawn(element, 'unverified');
    expect(mugs()).to.equal(3);
  });

  it('says something of its own for every state', async () => {
    const headlines = new Set<string>();
    for (const orderStatus of ORDER_STATUSES) {
      answers(orderStatus);
      const element = arrive();
      await isDrawn(element, orderStatus);
      const title = () => element.shadowRoot?.querySelector('h2')?.textContent ?? '';
      const generic = 'We could not confirm your payment';
      if (orderStatus !== 'unknown') await until(`${orderStatus} has words`, () => title() !== generic);
      headlines.add(title() + textOf(element));
      element.remove();
    }
    expect(headlines.size).to.equal(ORDER_STATUSES.length);
  });

  it('shows lines, parts and total as the proxy verified them', async () => {
    const totals = { subtotal: 3900, discount: 400, shipping: 500, tax: 760, total: 4760 };
    shop.proxy.onOrder = () => paidOrder({ attempt: ATTEMPT, totals, presentment: { currency: 'jpy', total: 7700 } });
    const element = arrive();
    await isDrawn(element, 'paid');
    for (const text of ['2 × Stoneware mug', '€39.00', '-€4.00', '€5.00', '€7.60', '€47.60', '¥7,700', 'order-00001']) {
      expect(textOf(element)).to.contain(text);
    }
    expect(element.shadowRoot?.querySelector('[data-status]')?.closest('[role=status]')).not.to.equal(null);
  });

  it('takes exactly the paid quantities out of the cart, once, and fires cart-paid once', async () => {
    answers('paid');
    for (let reload = 0; reload < 20; reload++) {
      const element = arrive();
      await isDrawn(element, 'paid');
      element.remove();
    }
    expect(mugs()).to.equal(1);
    expect(paid).to.have.length(1);
    expect(JSON.stringify(paid)).not.to.contain(token('order'));
  });

  it("shows somebody else's receipt, and leaves this cart and its listeners alone", async () => {
    shop.proxy.onOrder = () => paidOrder();
    await isDrawn(arrive(), 'paid');
    expect(mugs()).to.equal(3);
    expect(paid).to.deep.equal([]);
  });

  it('never fires cart-paid for an order that was refunded since', async () => {
    answers('paid');
    await isDrawn(arrive(), 'paid');
    answers('refunded');
    await isDrawn(arrive(), 'refunded');
    expect(paid).to.have.length(1);
    expect(mugs()).to.equal(1);
  });

  for (const orderStatus of ['unpaid', 'failed', 'canceled', 'expired', 'unknown'] as const) {
    it(`leaves the cart as it was for ${orderStatus}`, async () => {
      answers(orderStatus);
      await isDrawn(arrive(), orderStatus);
      await settled();
      expect(mugs()).to.equal(3);
      expect(paid).to.deep.equal([]);
    });
  }

  it('sets the lines of a pending payment aside, and settles them when it is paid', async () => {
    answers('pending');
    const element = arrive();
    await isDrawn(element, 'pending');
    await settled();
    expect(mugs()).to.equal(1);
    expect(shop.page.store.cart.held).to.have.length(1);
    answers('paid');
    press(element, 'Check again');
    await isDrawn(element, 'paid');
    expect(shop.page.store.cart.held).to.deep.equal([]);
    expect(mugs()).to.equal(1);
    expect(paid).to.have.length(1);
  });

  for (const [fragment, name, title] of [
    ['order=unverified', 'a return nobody vouches for', 'We could not confirm a payment'],
    ['', 'no return at all, as by a bookmark', 'There is no payment to show here'],
    [`order=${token('forged')}`, 'a forged token, or one that is too old', 'We could not confirm a payment'],
  ] as const) {
    it(`could not confirm ${name}`, async () => {
      const element = arrive(fragment);
      await isDrawn(element, 'unverified');
      await until('it says so', () => textOf(element).includes('Your cart is as you left it.'));
      expect(inside(element, 'h2').textContent).to.equal(title);
      expect(textOf(element)).to.match(/The receipt (in your|that you get by) e-mail is the proof/);
      expect(mugs()).to.equal(3);
      expect(paid).to.deep.equal([]);
      // Where nothing says which order, there is nothing to ask.
      expect(textOf(element).includes('Check again')).to.equal(fragment !== '');
    });
  }

  for (const reason of PAYMENT_FAILURES) {
    it(`says why it is not paid: ${reason}`, async () => {
      shop.proxy.onOrder = () => paidOrder({ status: 'unpaid', attempt: ATTEMPT, reason });
      const element = arrive();
      await isDrawn(element, 'unpaid');
      expect(textOf(element)).to.contain(`Not paid yet ${paymentFailureText(reason)}`);
    });
  }

  it('says a plain decline for a reason that only a newer proxy knows', async () => {
    shop.proxy.fault = async () => Response.json(newer({ status: 'unpaid', reason: 'card_is_haunted' }));
    const element = arrive();
    await isDrawn(element, 'unpaid');
    expect(textOf(element)).to.contain('Your bank has declined this payment.');
  });

  it('calls a status that only a newer proxy knows unknown, and leaves the cart alone', async () => {
    shop.proxy.fault = async () => Response.json(newer({ status: 'frozen' }));
    const element = arrive();
    await isDrawn(element, 'unknown');
    expect(textOf(element)).to.contain('Please check again before you pay once more.');
    expect(mugs()).to.equal(3);
  });

  it('could not confirm an answer of an older or newer proxy that lacks what it needs', async () => {
    shop.proxy.fault = async () => Response.json({ detail: 'full', status: 'paid' });
    await isDrawn(arrive(), 'unreachable');
    expect(mugs()).to.equal(3);
    expect(paid).to.deep.equal([]);
  });

  for (const orderStatus of ['unpaid', 'failed', 'canceled', 'expired'] as const) {
    it(`leads back to the payment with the cart for ${orderStatus}`, async () => {
      answers(orderStatus);
      const element = arrive();
      await isDrawn(element, orderStatus);
      expect(textOf(element)).to.contain('Your cart is as you left it.');
      expect(textOf(element)).not.to.contain('another browser');
      press(element, 'Back to the cart');
      await until('the drawer is open', () => shop.cart.shadowRoot?.querySelector('dialog')?.open);
      shop.cart.close();
      answers('unpaid');
      shop.page.store.apply({ type: 'resume', attempt: ATTEMPT, resume: token('resume') });
      const left = new Navigations();
      press(element, 'Try to pay again');
      await until('it is paid for again', () => left.urls.includes(SESSION_URL));
      left.stop();
    });
  }

  it('pays for nothing more where the payment has arrived in the meantime, and says so', async () => {
    answers('unpaid');
    const element = arrive();
    await isDrawn(element, 'unpaid');
    await until('it leads back', () => textOf(element).includes('Try to pay again'));
    shop.page.store.apply({ type: 'resume', attempt: ATTEMPT, resume: token('resume') });
    answers('paid');
    const left = new Navigations();
    press(element, 'Try to pay again');
    await shop.sees('Thank you, your order is paid');
    await settled();
    left.stop();
    expect(shop.proxy.sent('/v1/checkout')).to.deep.equal([]);
    expect(textOf(shop.cart)).to.contain('Thank you, your order is paid');
  });

  for (const orderStatus of ['paid', 'unpaid', 'pending'] as const) {
    it(`says so where the order was begun in another browser, and touches no cart: ${orderStatus}`, async () => {
      shop.proxy.onOrder = () => paidOrder({ status: orderStatus });
      const element = arrive();
      await isDrawn(element, orderStatus);
      await until('it says so', () => textOf(element).includes('This was ordered in another browser.'));
      expect(textOf(element)).to.contain('2 × Stoneware mug');
      expect(textOf(element)).not.to.contain('Try to pay again');
      expect(mugs()).to.equal(3);
      expect(shop.page.store.cart.held).to.deep.equal([]);
      expect(paid).to.deep.equal([]);
    });
  }

  it('says that the money is held where it was not taken', async () => {
    answers('authorised');
    const element = arrive();
    await isDrawn(element, 'authorised');
    expect(textOf(element)).to.contain('The amount is held, and not taken yet.');
    expect(mugs()).to.equal(1);
  });

  it('draws an invoice that somebody came back from paying, and asks again while it is open', async () => {
    const shown = (changes: Partial<InvoiceReply>): InvoiceReply => ({ ...openInvoice(changes), payment: null });
    shop.proxy.onOrder = () => ({ detail: 'invoice', status: 'unpaid', reason: 'expired_card', invoice: shown({}) });
    const element = arrive();
    await isDrawn(element, 'unpaid');
    for (const text of ['not paid yet', 'This card has expired.', 'open the link of the invoice', 'R-0042', '€100.00'])
      expect(textOf(element)).to.contain(text);
    expect(textOf(element)).not.to.contain('Try to pay again');
    shop.proxy.onOrder = () => ({ detail: 'invoice', status: 'paid', invoice: shown({ status: 'paid' }) });
    press(element, 'Check again');
    await isDrawn(element, 'paid');
    expect(textOf(element)).to.contain('This invoice is paid');
    expect(mugs()).to.equal(3);
    expect(paid).to.deep.equal([]);
  });

  it('leads back to an invoice that was not paid, by the shop’s own proxy and by nothing else', async () => {
    const shown = (again?: string) => {
      const invoice = { ...openInvoice(), payment: null };
      shop.proxy.onOrder = () => ({
        detail: 'invoice',
        status: 'failed',
        reason: 'expired_card',
        invoice,
        ...(again && { again }),
      });
      return arrive();
    };
    const again = `${shop.proxy.base}v1/invoices/pay?t=${token('link')}`;
    const own = shown(again);
    await isDrawn(own, 'failed');
    expect(textOf(own)).to.contain('This card has expired.').and.not.contain('open the link');
    const navigations = new Navigations();
    press(own, 'Pay this invoice');
    navigations.stop();
    expect(navigations.urls).to.deep.equal([again]);

    const base = shop.proxy.base.slice(0, -1);
    for (const other of [
      undefined,
      `${base}.evil.test/v1/invoices/pay?t=a`,
      `${base}@evil.test/`,
      'https://evil.test/',
    ]) {
      const element = shown(other);
      await isDrawn(element, 'failed');
      expect(textOf(element)).to.contain('open the link of the invoice').and.not.contain('Pay this invoice');
    }
  });

  it('asks by the resume token where the address says nothing', async () => {
    shop.page.store.apply({ type: 'resume', attempt: ATTEMPT, resume: token('resume') });
    answers('paid');
    await isDrawn(arrive(''), 'paid');
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
  });

  it('asks again while nothing is decided, then leaves it to the buyer', async () => {
    answers('unpaid');
    const element = arrive();
    await until('it has asked for the last time', () => shop.proxy.sent('/v1/order').length === 4);
    await settled();
    expect(shop.proxy.sent('/v1/order')).to.have.length(4);
    answers('paid');
    press(element, 'Check again');
    await isDrawn(element, 'paid');
  });

  it('waits twice as long each time, a minute in all', () => {
    expect(WAITS).to.deep.equal([1, 2, 4, 8, 16, 29]);
    expect(WAITS.reduce((sum, wait) => sum + wait)).to.equal(60);
  });

  it('does not say failed while Stripe cannot be reached', async () => {
    shop.proxy.onOrder = () => ({ code: 'stripe_timeout' });
    const element = arrive();
    await isDrawn(element, 'unreachable');
    await until('it says so', () => textOf(element).includes('may well have worked'));
    expect(mugs()).to.equal(3);
    answers('paid');
    press(element, 'Check again');
    await isDrawn(element, 'paid');
  });

  it('asks on where a gateway answers in the proxy’s stead, until the proxy does', async () => {
    answers('paid');
    let left = 5;
    shop.proxy.fault = async () => {
      if (--left === 0) shop.proxy.fault = null;
      return new Response('<h1>Bad gateway</h1>', { status: 502 });
    };
    await isDrawn(arrive(), 'paid');
    expect(mugs()).to.equal(1);
  });

  it('looks again when the page wakes up', async () => {
    answers('paid');
    const element = arrive();
    await isDrawn(element, 'paid');
    answers('refunded');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await isDrawn(element, 'refunded');
  });

  it('gives the receipt link back deliberately', async () => {
    answers('paid');
    const element = arrive();
    await isDrawn(element, 'paid');
    expect(location.href).not.to.contain(token('order'));
    press(element, 'Copy receipt link');
    await until('the link is there', () => /Link copied|#order=/.test(textOf(element)));
  });

  for (const orderStatus of ORDER_STATUSES) {
    const isOver = ['unpaid', 'failed', 'canceled', 'expired'].includes(orderStatus);
    it(`offers ${isOver ? 'no receipt' : 'the link of the receipt'} where it is ${orderStatus}`, async () => {
      answers(orderStatus);
      const element = arrive();
      await isDrawn(element, orderStatus);
      if (orderStatus !== 'paid') await until('it has its words', () => storefrontOf(shop.page).trouble);
      await settled();
      expect(element.shadowRoot?.querySelector('[part=copy]') === null).to.equal(isOver);
    });
  }

  it('shows that it has asked again, and keeps the keyboard where it is, until an answer takes the button away', async () => {
    for (const [code, wanted] of [
      [null, 'pending'],
      ['stripe_timeout', 'unreachable'],
    ] as const) {
      if (code) shop.proxy.onOrder = () => ({ code });
      else answers('pending');
      const element = arrive();
      await isDrawn(element, wanted);
      await until('it can be asked again', () => textOf(element).includes('Check again'));
      const { shadowRoot } = element;
      const button = [...(shadowRoot?.querySelectorAll('button') ?? [])].find((one) => /Check/.test(one.textContent));
      const sign = button?.nextElementSibling;
      button?.focus();
      button?.click();
      expect(sign?.role).to.equal('status');
      expect(sign?.textContent).to.equal('Confirming your payment…');
      await until('it says when', () => /^Checked at .*\d/.test(sign?.textContent ?? ''));
      expect(shadowRoot?.activeElement).to.equal(button);
      answers('paid');
      button?.click();
      await isDrawn(element, 'paid');
      expect(shadowRoot?.activeElement?.localName).to.equal('h2');
      element.remove();
      await shop.reset();
      shop.page.store.apply({ type: 'attempt', attempt: ATTEMPT });
    }
  });

  it('asks about the payment that is under way where the address says nothing', async () => {
    answers('pending');
    const first = arrive();
    await isDrawn(first, 'pending');
    await until('its lines are set aside', () => shop.page.store.cart.held.length === 1);
    first.remove();
    shop.proxy.requests = [];
    await isDrawn(arrive(''), 'pending');
    expect(shop.proxy.sent('/v1/order')[0]).to.include({ by: 'order', token: token('order') });
  });

  it('takes a new receipt link on the same page', async () => {
    answers('unpaid');
    const element = arrive();
    await isDrawn(element, 'unpaid');
    answers('paid');
    shop.proxy.requests = [];
    location.hash = `order=${token('another')}`;
    await isDrawn(element, 'paid');
    // With the attempts of this browser: without one of them, nobody is told whose the order is.
    const { attempts } = shop.page.store.cart;
    expect(attempts).to.have.length.above(0);
    expect(shop.proxy.sent('/v1/order').at(-1)).to.deep.equal({ by: 'order', token: token('another'), attempts });
    expect(location.hash).to.equal('');
  });
});
