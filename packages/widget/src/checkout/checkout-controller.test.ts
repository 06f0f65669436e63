import {
  PROBLEMS,
  type CheckoutReply,
  type CheckoutRequest,
  type ProblemEvidence,
  type Quote,
} from '@stripe-cart/contract';
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
import { storefrontOf } from '../storefront.js';
import { mug, paidOrder, SESSION_URL, token } from '../../test-page/stub-proxy.js';

const shop = new ShopPage();

describe('checkout', () => {
  let navigations: Navigations;
  let events: [string, unknown][];
  const hear = (event: Event) => events.push([event.type, (event as CustomEvent<unknown>).detail]);
  beforeEach(async () => {
    await shop.reset();
    navigations = new Navigations();
    events = [];
    for (const type of ['cart-problem', 'cart-paid']) document.addEventListener(type, hear);
  });
  afterEach(() => {
    navigations.stop();
    for (const type of ['cart-problem', 'cart-paid']) document.removeEventListener(type, hear);
  });

  const attempt = () => shop.page.store.cart.payment?.attempt ?? '';
  const quoteOf = (unitAmount: number): Quote => ({
    currency: 'eur',
    subtotal: 2 * unitAmount,
    lines: [{ item: 'mug', options: [], quantity: 2, unitAmount }],
  });
  const toStripe = () => until('Stripe is reached', () => navigations.urls.includes(SESSION_URL));
  const sent = () => shop.proxy.sent('/v1/checkout');
  /** Back from Stripe by the Back button. */
  const wakeUp = () => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  /** A payment was opened, and the buyer came back without a word about it. */
  const comeBack = async () => {
    await shop.openWithMugs(3);
    shop.pay();
    await toStripe();
    navigations.urls.length = 0;
    shop.proxy.requests = [];
  };

  it('stores attempt and resume token before it goes anywhere', async () => {
    await shop.openWithMugs(2);
    const storedAt: (string | null)[] = [];
    shop.proxy.onCheckout = () => {
      storedAt.push(shop.stored);
      return { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') };
    };
    const leaves = () => storedAt.push(shop.stored);
    navigation.addEventListener('navigate', leaves, { once: true });
    shop.pay();
    await toStripe();
    expect(storedAt[0]).to.contain(`"attempt":"${attempt()}"`);
    expect(storedAt[1]).to.contain(token('resume'));
    expect(sent()).to.deep.equal([
      {
        mode: 'hosted',
        attempt: attempt(),
        lines: [{ item: 'mug', options: [], quantity: 2 }],
        expected: { currency: 'eur', subtotal: 3900 },
        locale: 'en',
      },
    ]);
  });

  it('names the language of the page, where that is one, and sells as well where it is not', async () => {
    const page = document.documentElement;
    for (const [lang, locale] of [
      ['de-AT', 'de-AT'],
      ['zh-Hant-HK', 'zh-Hant-HK'],
      ['', undefined],
      ['en_US', undefined],
      ['x'.repeat(40), undefined],
    ]) {
      page.lang = lang ?? '';
      await shop.reset();
      await shop.openWithMugs(1);
      shop.pay();
      await toStripe();
      expect(sent()[0] as object, lang).to.have.property('attempt');
      expect((sent()[0] as { locale?: string }).locale, lang).to.equal(locale);
      navigations.urls.length = 0;
    }
    page.lang = 'en';
  });

  it('starts once, however often the button is pressed', async () => {
    await shop.openWithMugs(2);
    for (let n = 0; n < 5; n++) shop.pay();
    await toStripe();
    expect(sent()).to.have.length(1);
  });

  it('waits for its turn while another tab is starting, then finds the same payment', async () => {
    await shop.openWithMugs(2);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const otherTab = navigator.locks.request(shop.page.store.key, () => held);
    await settled();
    shop.pay();
    await settled();
    expect(sent()).to.deep.equal([]);
    const stored = JSON.parse(shop.stored ?? '{}') as object;
    const payment = { attempt: 'other-tab', resume: token('theirs') };
    shop.writeElsewhere(JSON.stringify({ ...stored, payment: { ...payment, attempt: crypto.randomUUID() } }));
    release();
    await otherTab;
    await toStripe();
    expect(sent()[0]).to.include({ resume: token('theirs') });
  });

  it('does not start where another tab has seen these lines paid meanwhile', async () => {
    await shop.openWithMugs(2);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const otherTab = navigator.locks.request(shop.page.store.key, () => held);
    await settled();
    shop.pay();
    await settled();
    const stored = JSON.parse(shop.stored ?? '{}') as object;
    shop.writeElsewhere(JSON.stringify({ ...stored, lines: [], settled: ['N-paid-there'] }));
    release();
    await otherTab;
    await shop.sees('paid in another tab');
    expect(sent()).to.deep.equal([]);
  });

  it('can be cancelled by the page before anything is sent', async () => {
    await shop.openWithMugs(2);
    shop.cart.addEventListener('cart-checkout', (event) => event.preventDefault(), { once: true });
    shop.pay();
    await settled();
    expect(sent()).to.deep.equal([]);
    shop.pay();
    await toStripe();
  });

  for (const url of [
    'https://evil.test/c/pay/cs_1',
    'https://checkout.stripe.com.evil.test/',
    'https://checkout.stripe.com@evil.test/',
    'http://checkout.stripe.com/',
    'https://checkout.stripe.com:444/',
    'javascript:alert(1)//https://checkout.stripe.com',
  ]) {
    it(`does not go to ${url}`, async () => {
      await shop.openWithMugs(1);
      shop.proxy.onCheckout = () => ({ status: 'open', mode: 'hosted', url, resume: token('resume') });
      shop.pay();
      await shop.sees('Something is wrong with this checkout');
      expect(navigations.urls).to.deep.equal([]);
    });
  }

  describe('closed while it is starting', () => {
    const drawer = () => inside<HTMLDialogElement>(shop.cart, 'dialog');
    const reply: CheckoutReply = { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') };
    /** A proxy that answers when it is told to. */
    const startSlowly = async () => {
      const answers: (() => void)[] = [];
      shop.proxy.onCheckout = () => new Promise((resolve) => answers.push(() => resolve(reply)));
      await shop.openWithMugs(2);
      shop.pay();
      await until('the proxy is asked', () => answers.length === 1);
      return answers;
    };

    for (const [how, close] of [
      ['✕', () => press(shop.cart, 'Close cart')],
      // As the browser closes a modal dialog by Escape, past our code. A page in the background has its event late.
      ['Escape', () => (drawer().close(), drawer().dispatchEvent(new Event('close')))],
    ] as const) {
      it(`by ${how} goes nowhere, and keeps the token for the next time`, async () => {
        const [answer] = await startSlowly();
        close();
        await settled();
        answer?.();
        await until('the token is kept', () => shop.page.store.cart.payment?.resume);
        await settled();
        expect(navigations.urls).to.deep.equal([]);
        expect(drawer().open).to.equal(false);
        expect(textOf(shop.cart)).to.contain('Checkout');
      });
    }

    it('and pressed again: the second answer counts, for the cart as it was at the second press', async () => {
      const answers = await startSlowly();
      shop.cart.close();
      await settled();
      shop.cart.add('mug');
      shop.cart.open();
      await shop.sees('Subtotal');
      shop.pay();
      answers[0]?.();
      await until('the proxy is asked again', () => answers.length === 2);
      expect(navigations.urls).to.deep.equal([]);
      answers[1]?.();
      await toStripe();
      expect(sent()[1]).to.deep.include({ resume: token('resume'), expected: { currency: 'eur', subtotal: 5850 } });
    });

    it('before prices were there, when a page’s own button was to pay at once', async () => {
      await shop.reset();
      shop.cart.add('mug');
      const paying = shop.cart.checkout();
      shop.cart.close();
      await paying;
      await settled();
      expect(sent()).to.deep.equal([]);
    });
  });

  describe('keeps the keyboard’s place', () => {
    const focus = () => shop.cart.shadowRoot?.activeElement;
    const pressByKey = (name: string) => {
      const buttons = [...(shop.cart.shadowRoot?.querySelectorAll('button') ?? [])];
      const button = buttons.find((one) => one.ariaLabel === name || one.textContent.trim() === name);
      if (!button) throw new Error(`No button is called ${name}.`);
      button.focus();
      button.click();
    };

    it('at the question where a price has changed, once its words are there', async () => {
      shop.proxy.onCheckout = () => ({ code: 'price_changed', quote: quoteOf(2100) });
      const { load } = storefrontOf(shop.page);
      let arrive: () => void = () => undefined;
      await shop.openWithMugs(2);
      const storefront = storefrontOf(shop.page);
      Object.assign(storefront, {
        trouble: null,
        load: (name: 'trouble') =>
          new Promise<void>((resolve) => (arrive = () => void load.call(storefront, name).then(resolve))),
      });
      pressByKey('Checkout');
      await until('the cart is not to be paid as it is', () => !textOf(shop.cart).includes('Subtotal'));
      expect(focus()?.getAttribute('part')).to.equal('close');
      Reflect.deleteProperty(storefront, 'load');
      arrive();
      await shop.sees('price has changed');
      expect(focus()?.textContent).to.contain('price has changed');
    });

    it('at the button to pay after “Try again”, and after “Back to the cart”', async () => {
      const { onCheckout } = shop.proxy;
      shop.proxy.onCheckout = () => ({ code: 'stripe_unavailable' });
      await shop.openWithMugs(2);
      shop.pay();
      await shop.sees('Try again');
      shop.proxy.onCheckout = () => ({ code: 'price_changed', quote: quoteOf(2100) });
      pressByKey('Try again');
      await shop.sees('price has changed');
      shop.proxy.onCheckout = onCheckout;
      pressByKey('Back to the cart');
      await settled();
      expect(focus()?.getAttribute('part')).to.equal('checkout');
    });

    it('at the button to close where there is nothing left', async () => {
      await shop.openWithMugs(1);
      pressByKey('Remove Stoneware mug');
      await shop.sees('Your cart is empty.');
      expect(focus()?.getAttribute('part')).to.equal('close');
    });
  });

  it('shows old price and new, goes on only with the new one agreed to', async () => {
    await shop.openWithMugs(2);
    const quote: Quote = {
      currency: 'eur',
      subtotal: 4200,
      lines: [{ item: 'mug', options: [], quantity: 2, unitAmount: 2100 }],
    };
    shop.proxy.onCheckout = ({ expected }) =>
      expected.subtotal === 4200
        ? { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') }
        : { code: 'price_changed', quote };
    shop.pay();
    await shop.sees('was €19.50, now €21.00');
    expect(textOf(shop.cart)).to.contain('was €39.00, now €42.00');
    expect(shop.cart.shadowRoot?.activeElement?.textContent).to.contain('price has changed');
    expect(await axeViolations()).to.deep.equal([]);
    expect(navigations.urls).to.deep.equal([]);
    press(shop.cart, 'Continue with €42.00');
    await toStripe();
    expect(new Set(sent().map((body) => (body as { attempt: string }).attempt)).size).to.equal(1);
  });

  const club = (interval: 'month' | 'week') =>
    mug({ id: 'club', name: 'Mug club', unitAmount: 900, recurring: { interval, intervalCount: 1 } });

  it('says what it has shown of a subscription, and goes on only with the new terms agreed to, in words', async () => {
    await shop.sells([club('month')]);
    shop.cart.add('club');
    shop.cart.open();
    await shop.sees('€9.00 every month until cancelled.');
    const quote: Quote = {
      currency: 'eur',
      subtotal: 900,
      recurring: { interval: 'week', intervalCount: 1, amount: 900 },
      lines: [{ item: 'club', options: [], quantity: 1, unitAmount: 900 }],
    };
    shop.proxy.onCheckout = ({ expected }) =>
      expected.recurring?.interval === 'week'
        ? { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') }
        : { code: 'price_changed', quote };
    shop.pay();
    await shop.sees('€9.00 every week until cancelled.');
    expect(textOf(shop.cart)).not.to.contain('every month');
    expect(await axeViolations()).to.deep.equal([]);
    press(shop.cart, 'Continue with €9.00');
    await toStripe();
    expect(sent().map((body) => (body as CheckoutRequest).expected.recurring)).to.deep.equal([
      { interval: 'month', intervalCount: 1, amount: 900 },
      { interval: 'week', intervalCount: 1, amount: 900 },
    ]);
  });

  it('goes back to the cart from a changed price without paying', async () => {
    await shop.openWithMugs(1);
    const quote: Quote = { currency: 'eur', subtotal: 1, lines: [] };
    shop.proxy.onCheckout = () => ({ code: 'price_changed', quote });
    shop.pay();
    await shop.sees('price has changed');
    press(shop.cart, 'Back to the cart');
    await shop.sees('Checkout');
    expect(navigations.urls).to.deep.equal([]);
  });

  it('makes a new attempt where this one was used for another cart', async () => {
    await shop.openWithMugs(1);
    const attempts: string[] = [];
    shop.proxy.onCheckout = (request) =>
      attempts.push(request.attempt) === 1
        ? { code: 'attempt_conflict' }
        : { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') };
    shop.pay();
    await toStripe();
    expect(new Set(attempts).size).to.equal(2);
  });

  it('waits for what the other tab is about to store, before it makes a new attempt', async () => {
    await shop.openWithMugs(1);
    shop.proxy.onCheckout = ({ resume }) =>
      resume === token('theirs')
        ? { status: 'open', mode: 'hosted', url: SESSION_URL, resume }
        : { code: 'attempt_conflict' };
    const { store } = shop.page;
    const refresh = store.refresh.bind(store);
    let looks = 0;
    // Once before it asks, once after the conflict; what the other tab stored is seen at the third look.
    store.refresh = () => {
      const stored = JSON.parse(shop.stored ?? '{}') as object;
      const payment = { attempt: attempt(), resume: token('theirs') };
      if (++looks === 3) shop.writeElsewhere(JSON.stringify({ ...stored, payment }));
      refresh();
    };
    shop.pay();
    await toStripe();
    store.refresh = refresh;
    expect(new Set(sent().map((body) => (body as { attempt: string }).attempt)).size).to.equal(1);
  });

  it('keeps nothing but what a cart needs: no price, no address, no id of Stripe’s', async () => {
    await shop.openWithMugs(3);
    shop.proxy.onCheckout = () => ({ status: 'paid', order: token('order') });
    shop.proxy.onOrder = () => paidOrder({ attempt: attempt() });
    shop.pay();
    await until('it is settled', () => shop.page.store.cart.settled.length === 1);
    const stored = shop.stored ?? '{}';
    const keys = Object.keys(JSON.parse(stored) as object);
    expect(keys).to.have.members(['version', 'lines', 'payment', 'held', 'attempts', 'settled', 'seen']);
    expect(stored).not.to.match(/@|cs_|pi_|sk_|[aA]mount|currency|url/);
  });

  it('asks again with the token when Stripe replayed an old answer', async () => {
    await shop.openWithMugs(1);
    shop.proxy.onCheckout = ({ resume }) =>
      resume === token('found')
        ? { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') }
        : { status: 'replayed', resume: token('found') };
    shop.pay();
    await toStripe();
    expect(sent()).to.have.length(2);
  });

  it('gives up, with a way on, where the proxy replays for ever', async () => {
    await shop.openWithMugs(1);
    shop.proxy.onCheckout = () => ({ status: 'replayed', resume: token('found') });
    shop.pay();
    await shop.sees('Something is wrong');
    const asked = sent().length;
    expect(asked).to.be.below(10);
    press(shop.cart, 'Try again');
    await until('it has asked as often again', () => sent().length === 2 * asked);
    await shop.sees('Something is wrong');
  });

  it('tells of an order that is paid already, takes its lines out, and fires cart-paid once', async () => {
    await shop.openWithMugs(3);
    shop.proxy.onCheckout = () => ({ status: 'paid', order: token('order') });
    shop.proxy.onOrder = () => paidOrder({ attempt: attempt() });
    shop.pay();
    await shop.sees('Thank you, your order is paid');
    expect(shop.cart.shadowRoot?.activeElement?.textContent).to.contain('paid');
    expect(shop.page.store.cart.lines[0]?.quantity).to.equal(1);
    expect(shop.page.store.cart.payment).to.equal(null);
    expect(events.map(([type]) => type)).to.deep.equal(['cart-paid']);
    expect(Object.keys(events[0]?.[1] as object).sort()).to.deep.equal([
      'currency',
      'lines',
      'number',
      'status',
      'totals',
    ]);
    press(shop.cart, 'Back to the cart');
    await shop.sees('Checkout');
    expect(navigations.urls).to.deep.equal([]);
  });

  it('keeps the lines of a pending payment in sight, out of the cart, until a deliberate “Order again”', async () => {
    await shop.openWithMugs(2);
    shop.proxy.onCheckout = () => ({ status: 'pending', order: token('order') });
    const order = paidOrder({ status: 'pending', attempt: crypto.randomUUID() });
    shop.proxy.onOrder = () => ({ ...order, attempt: shop.page.store.cart.attempts.at(-1) ?? '' });
    shop.pay();
    await shop.sees('Your payment is on its way');
    press(shop.cart, 'Back to the cart');
    await shop.sees('Payment under way');
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    expect(await axeViolations()).to.deep.equal([]);
    press(shop.cart, 'Order again');
    await shop.sees('€39.00');
    expect(textOf(shop.cart)).not.to.contain('Payment under way');
  });

  describe('after coming back without a word', () => {
    it('finds the payment paid as soon as the cart is opened again', async () => {
      await comeBack();
      shop.proxy.onOrder = () => paidOrder({ attempt: attempt() });
      shop.cart.close();
      shop.cart.open();
      await shop.sees('Thank you, your order is paid');
      expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'resume', token: token('resume') }]);
      expect(shop.page.store.cart.lines[0]?.quantity).to.equal(1);
    });

    it('wakes up with its button free, and looks before anyone pays again', async () => {
      await comeBack();
      shop.proxy.onOrder = () => paidOrder({ status: 'unpaid', attempt: attempt() });
      wakeUp();
      await until('the proxy was asked', () => shop.proxy.sent('/v1/order').length > 0);
      await shop.sees('Checkout');
      const before = attempt();
      shop.pay();
      await toStripe();
      expect(sent()[0]).to.include({ attempt: before, resume: token('resume') });
    });

    it('wakes up with its button free where it fell asleep while starting', async () => {
      await shop.openWithMugs(1);
      let answer: (response: Response) => void = () => {};
      shop.proxy.fault = () => new Promise((resolve) => (answer = resolve));
      shop.pay();
      await until('the proxy is asked', () => sent().length === 1);
      expect(textOf(shop.cart)).to.contain('Starting checkout…');
      wakeUp();
      await settled();
      expect(textOf(shop.cart)).not.to.contain('Starting checkout…');
      answer(Response.json({ status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('late') }));
      await until('its token is kept', () => shop.page.store.cart.payment?.resume === token('late'));
      await settled();
      expect(navigations.urls).to.deep.equal([]);
    });

    it('finds it paid when it wakes up', async () => {
      await comeBack();
      shop.proxy.onOrder = () => paidOrder({ attempt: attempt() });
      wakeUp();
      await shop.sees('Thank you, your order is paid');
    });

    it('does not take a failure to ask for a failed payment', async () => {
      await comeBack();
      shop.proxy.onOrder = () => ({ code: 'stripe_unavailable' });
      wakeUp();
      await shop.sees('Checkout');
      expect(shop.page.store.cart.lines[0]?.quantity).to.equal(3);
      expect(attempt()).not.to.equal('');
    });

    it('lets the very same cart be ordered again once it is paid, under a new attempt', async () => {
      await comeBack();
      const first = attempt();
      shop.proxy.onOrder = () => paidOrder({ attempt: first });
      wakeUp();
      await shop.sees('Thank you');
      press(shop.cart, 'Back to the cart');
      await shop.sees('Subtotal');
      shop.pay();
      await toStripe();
      expect(attempt()).not.to.equal(first);
    });
  });

  it('counts an order that another tab saw paid, and says so here', async () => {
    await shop.openWithMugs(2);
    const stored = JSON.parse(shop.stored ?? '{}') as object;
    shop.writeElsewhere(JSON.stringify({ ...stored, lines: [], settled: ['N1'] }));
    await shop.sees('This order was paid in another tab.');
    expect(textOf(shop.cart)).to.contain('Your cart is empty.');
  });

  const evidence: Partial<Record<ProblemEvidence['code'], object>> = {
    body_too_large: { limit: 1 },
    invalid_request: { path: 'lines' },
    unknown_field: { path: 'price' },
    too_many_lines: { limit: 100 },
    unknown_item: { item: 'mug' },
    item_unavailable: { item: 'mug' },
    invalid_quantity: { item: 'mug', min: 1, max: 2, step: 1 },
    invalid_option: { item: 'mug', option: 'x' },
    mixed_currency: { items: [] },
    mixed_billing: { items: [] },
    amount_too_small: { currency: 'eur', minimum: 50 },
    amount_too_large: { currency: 'eur', maximum: 1 },
    closed: { message: 'On holiday until May.' },
    rate_limited: { retryAfter: 0 },
    overloaded: { retryAfter: 0 },
  };
  /** Where the next step is in the cart, and asking again would lead to the same refusal. */
  const CART_PROBLEMS =
    'item_unavailable unknown_item invalid_quantity invalid_option mixed_currency mixed_billing empty_cart ' +
    'too_many_lines cart_too_large amount_too_small amount_too_large closed';
  for (const code of Object.keys(PROBLEMS) as ProblemEvidence['code'][]) {
    if (code === 'price_changed' || code === 'attempt_conflict') continue;
    it(`has a sentence, a next step, and the cart as it was, for ${code}`, async () => {
      await shop.openWithMugs(2);
      shop.proxy.onCheckout = () => ({ code, ...evidence[code] }) as ProblemEvidence;
      shop.pay();
      await until('the problem is shown', () => shop.cart.shadowRoot?.querySelector('[part=problem] p'));
      await settled();
      const notice = shop.cart.shadowRoot?.querySelector('[part=problem]');
      expect(notice?.closest('[role=status]')).not.to.equal(null);
      expect(notice?.querySelector('p')?.textContent?.length).to.be.above(15);
      expect(notice?.textContent).not.to.match(/undefined|[a-z]_(?!stub)/);
      const lookThrough = CART_PROBLEMS.split(' ').includes(code);
      const next = lookThrough ? 'Show the cart as it is now' : 'Try again';
      expect(notice?.querySelector('p')?.textContent).to.match(/Please [^.]+\.|until May/);
      expect(notice?.querySelector('button')?.textContent.trim()).to.equal(next);
      expect(shop.page.store.cart.lines[0]?.quantity).to.equal(2);
      expect(events).to.deep.equal([['cart-problem', { code, requestId: 'req_stub' }]]);
      shop.proxy.onCheckout = () => ({ status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('resume') });
      const before = attempt();
      press(shop.cart, next);
      if (lookThrough) {
        await until('the catalogue is asked for', () => shop.proxy.requests.at(-1)?.path === '/v1/catalog');
        await until('the notice is gone', () => !shop.cart.shadowRoot?.querySelector('[part=problem]'));
        shop.pay();
      }
      await toStripe();
      expect(attempt()).to.equal(before);
    });
  }

  it('says that it is offline, and goes on when it is not', async () => {
    await shop.openWithMugs(1);
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    shop.proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    shop.pay();
    await shop.sees('You are offline.');
    Reflect.deleteProperty(navigator, 'onLine');
    shop.proxy.fault = null;
    press(shop.cart, 'Try again');
    await toStripe();
  });
});
