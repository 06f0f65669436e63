import type { OrderStatus } from '@stripe-cart/contract';
import { expect } from 'chai';
import { line, LinksPage } from '../../../../test-page/links-page.js';
import { axeViolations, inside, Navigations, press, settled, textOf, until } from '../../../../test-page/shop-page.js';
import { paidOrder } from '../../../../test-page/stub-proxy.js';
import { FOLLOW_UP_WAITS } from '../../../trouble/follow-up.js';

const shop = new LinksPage();
const SESSION = 'cs_test_a1B2c3D4e5F6';
const THANKS = `?session_id=${SESSION}`;

describe('coming back from a fixed link', () => {
  let paid: unknown[];
  let element: HTMLElement;
  const hear = (event: Event) => paid.push((event as CustomEvent<unknown>).detail);
  const here = location.href;
  beforeEach(async () => {
    shop.load(here);
    await shop.reset();
    FOLLOW_UP_WAITS.fill(0);
    paid = [];
    document.addEventListener('cart-paid', hear);
  });
  afterEach(() => {
    document.removeEventListener('cart-paid', hear);
    history.replaceState(null, '', here);
    shop.end();
  });

  const attempt = () => shop.page.store.cart.payment?.attempt ?? '';
  const lines = () => shop.page.store.cart.lines;
  const says = (text: string) =>
    until(`it says “${text}”, not “${textOf(element)}”`, () => textOf(element).includes(text));
  const buttons = () =>
    Array.from(element.shadowRoot?.querySelectorAll('button') ?? [], (button) => button.textContent.trim());
  const show = () => (element = shop.add('<stripe-cart-return></stripe-cart-return>'));
  /** Two mugs and a plate are in the cart, and the buyer leaves to pay for the mugs. */
  const leaveForMugs = async () => {
    await shop.openWith(line('mug', 2), line('plate'));
    shop.pay();
    await shop.sees('in one go');
    const navigations = new Navigations();
    press(shop.cart, 'Pay for 2 × Stoneware mug only');
    await until('the buyer leaves', () => navigations.urls.length > 0);
    navigations.stop();
  };
  const leave = async () => {
    const navigations = new Navigations();
    shop.pay();
    await until('the buyer leaves', () => navigations.urls.length > 0);
    navigations.stop();
  };
  const leaveForAll = async () => {
    await shop.openWith(line('mug', 2));
    await leave();
  };
  /** The buyer leaves for a mug, comes back by the Back button, adds a plate, and leaves for both. */
  const leaveTwice = async () => {
    await shop.openWith(line('mug'));
    await leave();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    await shop.openWith(line('plate'));
    await leave();
  };

  describe('without a proxy', () => {
    it('says what is known, and keeps the cart until the buyer says that they paid', async () => {
      await leaveForAll();
      shop.load(THANKS);
      show();
      await says('This page cannot see whether you paid.');
      expect(lines()).to.deep.equal([line('mug', 2)]);
      expect(textOf(element)).not.to.contain('Check again');
      expect(inside(element, '[data-status]').getAttribute('data-status')).to.equal('returned');
      expect(textOf(element)).to.contain('You left to pay for 2 × Stoneware mug.').and.to.contain('Test mode');
      expect(await axeViolations()).to.deep.equal([]);
      press(element, 'I have paid: empty the cart');
      await says('Thank you');
      expect(lines()).to.deep.equal([]);
      expect(element.shadowRoot?.activeElement?.tagName).to.equal('H2');
      expect(await axeViolations()).to.deep.equal([]);
      expect(paid).to.deep.equal([]);
    });

    it('takes out exactly what the buyer left to pay for, once, and begins another attempt for the rest', async () => {
      await leaveForMugs();
      const before = attempt();
      shop.page.store.add(line('mug'));
      shop.load(THANKS);
      show();
      await says('Your cart stays as it is until you say so.');
      await settled();
      expect(textOf(element)).not.to.contain('as you left it');
      press(element, 'I have paid: take that out of the cart');
      await says('Thank you');
      expect(textOf(element)).not.to.contain('as you left it');
      expect(lines()).to.deep.equal([line('mug'), line('plate')]);
      shop.reload();
      show();
      await says('Thank you');
      expect(buttons()).to.deep.equal([]);
      expect(lines()).to.deep.equal([line('mug'), line('plate')]);
      shop.page.store.add(line('plate'));
      expect(attempt()).not.to.equal(before);
    });

    it('asks which, where they left for different carts, and takes only that out', async () => {
      await leaveTwice();
      shop.load(THANKS);
      show();
      await says('You left to pay for 1 × Stoneware mug; 1 × Stoneware mug, 1 × Plate.');
      expect(buttons()).to.deep.equal([
        'I have paid for 1 × Stoneware mug',
        'I have paid for 1 × Stoneware mug, 1 × Plate',
      ]);
      expect(await axeViolations()).to.deep.equal([]);
      press(element, 'I have paid for 1 × Stoneware mug');
      await says('Thank you');
      expect(lines()).to.deep.equal([line('plate')]);
      expect(buttons()).to.deep.equal([]);
    });

    it('asks once about a cart that they left for twice, and remembers five carts at most', async () => {
      await shop.openWith(line('mug'));
      const carts = [
        [line('mug')],
        [line('plate')],
        [line('mug', 2)],
        [line('mug'), line('plate')],
        [line('plate'), line('mug')],
        [line('poster', 1, 'Oak')],
        [line('poster', 1, 'Oak'), line('mug')],
      ];
      for (const wanted of carts) {
        for (const one of lines()) shop.cart.remove(one.item, one.options);
        for (const one of wanted) shop.cart.add(one);
        await settled();
        await leave();
      }
      shop.load(THANKS);
      show();
      await says('You left to pay for');
      expect(buttons()).to.deep.equal([
        'I have paid for 1 × Plate',
        'I have paid for 2 × Stoneware mug',
        'I have paid for 1 × Plate, 1 × Stoneware mug',
        'I have paid for 1 × Poster (Oak)',
        'I have paid for 1 × Poster (Oak), 1 × Stoneware mug',
      ]);
    });

    it('tells a live payment from a test', async () => {
      await leaveForAll();
      shop.load(THANKS.replace('_test_', '_live_'));
      show();
      await says('You are back from Stripe');
      expect(textOf(element)).not.to.contain('Test mode');
    });

    it('asks nobody anything, and takes the session out of the address', async () => {
      await leaveForAll();
      shop.asked = [];
      shop.load(`${THANKS}&mine=1`);
      show();
      await says('You are back from Stripe');
      await settled();
      expect(location.search).to.equal('?mine=1');
      expect(shop.asked).to.deep.equal([]);
      expect(shop.proxy.requests).to.deep.equal([]);
      expect(shop.stored).not.to.contain(SESSION);
    });

    it('says the same after a reload', async () => {
      await leaveForAll();
      shop.load(THANKS);
      show();
      await says('You are back from Stripe');
      shop.reload();
      show();
      await says('You are back from Stripe');
      press(element, 'I have paid: empty the cart');
      await settled();
      expect(lines()).to.deep.equal([]);
    });

    for (const [name, address, words] of [
      ['of somebody who left by a plain link, or never', THANKS, 'You are back from Stripe'],
      ['without a session', here, 'There is no payment to show here'],
    ] as const) {
      it(`confirms nothing ${name}, and offers to empty no cart`, async () => {
        await shop.openWith(line('mug', 2));
        shop.load(address);
        show();
        await says(words);
        expect(buttons()).to.deep.equal([]);
        expect(lines()).to.deep.equal([line('mug', 2)]);
      });
    }

    it('is not disturbed by what else stands where it keeps the departure', async () => {
      await leaveForAll();
      const cart = { lines: [line('mug', 2)], things: 'a mug' };
      const texts = [
        { attempt: crypto.randomUUID(), carts: [cart] },
        { attempt: attempt(), carts: [{ ...cart, lines: [{ item: 'mug' }] }] },
        { attempt: attempt(), carts: [{ lines: [line('mug', 2)] }] },
        { attempt: attempt(), carts: cart },
        { attempt: 7, carts: [cart] },
      ].map((value) => JSON.stringify(value));
      for (const text of ['{', 'null', '[]', ...texts]) {
        shop.departed = text;
        shop.load(THANKS);
        show();
        await says('You are back from Stripe');
        expect(buttons(), text).to.deep.equal([]);
      }
    });
  });

  describe('with a proxy', () => {
    const answers = (status: OrderStatus) => {
      const known = attempt();
      shop.proxy.onOrder = () => paidOrder({ status, attempt: known });
    };

    it('has it verify by session and attempt, and takes exactly the paid lines out, once', async () => {
      await leaveForMugs();
      answers('paid');
      const ask = { by: 'link', session: SESSION, attempt: attempt() };
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('your order is paid');
      expect(shop.proxy.sent('/v1/order')).to.deep.equal([ask]);
      expect(lines()).to.deep.equal([line('plate')]);
      shop.reload();
      show();
      await says('your order is paid');
      expect(shop.proxy.sent('/v1/order')).to.deep.equal([ask, ask]);
      expect(lines()).to.deep.equal([line('plate')]);
      expect(paid).to.have.length(1);
      expect(shop.proxy.requests.filter(({ path }) => path !== '/v1/order')).to.deep.equal([]);
    });

    it('recognises a second payment of the same attempt, and takes its lines out too', async () => {
      await leaveTwice();
      const known = attempt();
      const second = `${SESSION}Second`;
      shop.proxy.onOrder = (request) => {
        const { session } = request as { session: string };
        const items = session === second ? ['mug', 'plate'] : ['mug'];
        const order = paidOrder({ attempt: known });
        const bought = items.flatMap((item) => order.lines.slice(0, 1).map((one) => ({ ...one, ...line(item) })));
        return { ...order, number: session === second ? 'BBBB-BBBB-BBBB' : 'AAAA-AAAA-AAAA', lines: bought };
      };
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('your order is paid');
      expect(lines()).to.deep.equal([line('plate')]);
      shop.load(`?session_id=${second}`, shop.proxy.base);
      show();
      await says('your order is paid');
      expect(shop.proxy.sent('/v1/order').at(-1)).to.deep.equal({ by: 'link', session: second, attempt: known });
      expect(lines()).to.deep.equal([]);
      expect(paid).to.have.length(2);
    });

    it('leaves it to the buyer where the proxy cannot vouch for the link, and lets them ask again', async () => {
      await leaveForAll();
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('This page cannot see whether you paid.');
      expect(lines()).to.deep.equal([line('mug', 2)]);
      answers('paid');
      press(element, 'Check again');
      await says('your order is paid');
      expect(lines()).to.deep.equal([]);
    });

    it('says that it may have worked while the proxy cannot be reached, and keeps the cart', async () => {
      await leaveForAll();
      shop.proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('The payment may well have worked');
      expect(textOf(element)).not.to.contain('I have paid');
      expect(lines()).to.deep.equal([line('mug', 2)]);
    });

    it('sets a pending payment aside, through a reload too, and settles it when it is paid', async () => {
      await leaveForAll();
      answers('pending');
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('on its way');
      await until('the lines are set aside', () => lines().length === 0);
      shop.reload();
      expect(shop.page.store.cart.held.map(({ ask }) => ask.by)).to.deep.equal(['link']);
      shop.proxy.onOrder = () => paidOrder({ attempt: shop.page.store.cart.held[0]?.attempt ?? '' });
      show();
      await says('your order is paid');
      expect(shop.page.store.cart.held).to.deep.equal([]);
    });

    it('asks about a pending payment by what it was paid with, not by a token of the proxy’s', async () => {
      await shop.openWith(line('mug', 2));
      shop.page.store.apply({ type: 'resume', attempt: attempt(), resume: 'a.b.c.d.e' });
      const ask = { by: 'link', session: SESSION, attempt: attempt() };
      await leave();
      expect(shop.page.store.cart.payment?.resume).to.equal('a.b.c.d.e');
      answers('pending');
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('on its way');
      await until('the lines are set aside', () => lines().length === 0);
      expect(shop.page.store.cart.held.map((held) => held.ask)).to.deep.equal([ask]);
    });

    it('gives a stranger’s session a status at most', async () => {
      await shop.openWith(line('mug', 2));
      shop.proxy.onOrder = () => ({ detail: 'status', status: 'paid' });
      shop.load(THANKS, shop.proxy.base);
      show();
      await says('your order is paid');
      expect(shop.proxy.sent('/v1/order')).to.deep.equal([{ by: 'session', id: SESSION }]);
      expect(lines()).to.deep.equal([line('mug', 2)]);
      expect(paid).to.deep.equal([]);
    });
  });
});
