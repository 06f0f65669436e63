import { expect } from 'chai';
import { buyAt, line, linkFor, LinksPage, plate } from '../../../../test-page/links-page.js';
import { axeViolations, inside, Navigations, press, settled, textOf, until } from '../../../../test-page/shop-page.js';
import { mug, poster } from '../../../../test-page/stub-proxy.js';

const shop = new LinksPage();

describe('a cart without a fixed link', () => {
  let navigations: Navigations;
  let problems: unknown[];
  const hear = (event: Event) => problems.push((event as CustomEvent<unknown>).detail);
  beforeEach(async () => {
    await shop.reset();
    navigations = new Navigations();
    problems = [];
    document.addEventListener('cart-problem', hear);
  });
  afterEach(() => {
    navigations.stop();
    document.removeEventListener('cart-problem', hear);
    shop.end();
  });

  const lines = () => shop.page.store.cart.lines;
  const left = () => navigations.urls.at(-1) ?? '';
  const goesTo = async (name: string) => {
    navigations.urls.length = 0;
    shop.pay();
    await until(`the buyer is on the way to ${name}`, () => left().split('?')[0] === buyAt(name));
  };
  const buttons = () =>
    Array.from(inside(shop.cart, '[part=no-link]').querySelectorAll('button'), (button) => button.textContent.trim());
  const isRefused = async (text = 'cannot be paid for in one go') => {
    shop.pay();
    await shop.sees(text);
    expect(navigations.urls).to.deep.equal([]);
  };
  const crowd = [line('mug'), line('plate'), line('poster', 1, 'Oak')];

  it('says so, goes nowhere, and tells the page and its owner what is missing', async () => {
    await shop.openWith(line('mug', 3), line('poster', 1, 'Walnut'));
    await isRefused();
    expect(problems).to.deep.equal([{ code: 'no_link', requestId: null }]);
    expect(shop.told).to.have.length(1);
    expect(shop.told[0]).to.contain('3 × mug + 1 × poster (Frame: Walnut)');
    expect(shop.told[0]).to.contain('npx stripe-cart links --items mug,poster --up-to 2 --quantity-up-to 3');
    expect(shop.departed).to.equal(null);
    expect(lines()).to.have.length(2);
  });

  it('offers the nearest combinations, each with what it takes away or adds, and one thing at a time', async () => {
    await shop.openWith(...crowd);
    await isRefused();
    expect(buttons()).to.deep.equal([
      'Take out 1 × Poster (Oak)',
      'Take out 1 × Plate',
      'Take out 1 × Plate, 1 × Poster (Oak)',
      'Pay for 1 × Stoneware mug only',
      'Pay for 1 × Plate only',
      'Pay for 1 × Poster (Oak) only',
    ]);
    expect(inside(shop.cart, '[part=no-link]').closest('[role=status]') !== null).to.equal(true);
    expect(await axeViolations()).to.deep.equal([]);
  });

  it('moves the focus to the question, and on to the pay button when it is answered', async () => {
    await shop.openWith(...crowd);
    await isRefused();
    expect(shop.cart.shadowRoot?.activeElement?.textContent).to.equal('This cart cannot be paid for in one go');
    press(shop.cart, 'Take out 1 × Plate');
    await shop.sees('Your cart is now 1 × Poster (Oak), 1 × Stoneware mug.');
    expect(shop.cart.shadowRoot?.activeElement?.getAttribute('part')).to.equal('checkout');
    expect(textOf(shop.cart)).not.to.contain('in one go');
    expect(lines().map(({ item }) => item)).to.deep.equal(['mug', 'poster']);
    await goesTo('poster_mug');
  });

  it('adds what a combination lacks', async () => {
    await shop.serves({ links: [linkFor('set', 4350, line('mug'), line('plate', 2))] });
    await shop.openWith(line('mug', 2));
    await isRefused();
    expect(buttons()).to.deep.equal(['Take out 1 × Stoneware mug · Add 2 × Plate']);
    press(shop.cart, 'Take out 1 × Stoneware mug · Add 2 × Plate');
    await settled();
    expect(lines()).to.deep.equal([line('mug', 1), line('plate', 2)]);
    await goesTo('set');
  });

  it('lets one thing be paid for, and keeps the rest in the cart', async () => {
    await shop.openWith(...crowd);
    await isRefused();
    press(shop.cart, 'Pay for 1 × Plate only');
    await until('the buyer leaves', () => left().startsWith(buyAt('plate?')));
    expect(lines()).to.have.length(3);
    expect(shop.departed).to.contain('"lines":[{"item":"plate"');
  });

  it('takes the question back where the cart has a link by now, and asks anew where it has none', async () => {
    await shop.openWith(line('mug', 3));
    await isRefused();
    press(shop.cart, 'Fewer Stoneware mug');
    await until('the question is gone', () => !shop.cart.shadowRoot?.querySelector('[part=no-link]'));
    await goesTo('mugs');
  });

  it('asks the buyer to tell the shop where nothing is near', async () => {
    await shop.serves({ links: [linkFor('plate', 1200, line('plate'))] });
    await shop.openWith(line('mug'));
    await isRefused('none is near this one');
    expect(buttons()).to.deep.equal([]);
    expect(await axeViolations()).to.deep.equal([]);
  });

  it('offers nothing that cannot be bought, nor at another price than the page shows', async () => {
    await shop.serves({
      items: [mug(), poster(), plate({ available: false })],
      links: [
        linkFor('mug_plate', 3150, line('mug'), line('plate')),
        linkFor('stale', 1800, line('mug')),
        linkFor('gone', 1950, line('mug'), line('gone')),
      ],
    });
    expect(shop.told.join()).to.contain('3 links').and.to.contain('do not fit its own items');
    await shop.openWith(line('mug'));
    await isRefused('none is near this one');
  });
});
