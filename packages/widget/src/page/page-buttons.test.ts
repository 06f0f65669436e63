import { expect } from 'chai';
import { inside, Navigations, settled, ShopPage, until } from '../../test-page/shop-page.js';
import { paidOrder, SESSION_URL, token } from '../../test-page/stub-proxy.js';

const shop = new ShopPage();

describe('page buttons', () => {
  let navigations: Navigations;
  beforeEach(async () => {
    await shop.reset();
    navigations = new Navigations();
  });
  afterEach(() => navigations.stop());

  const lines = () =>
    shop.page.store.cart.lines.map(({ item, options, quantity }) => ({
      item,
      quantity,
      ...Object.fromEntries(options.map(({ name, value }) => [name, value])),
    }));

  it('add, also on an element that the page adds later, by a click on something inside it', () => {
    const button = shop.add('<button data-cart-add="mug" data-item-quantity="2"><b>Add</b></button>');
    button.querySelector('b')?.click();
    expect(lines()).to.deep.equal([{ item: 'mug', quantity: 2 }]);
  });

  it('fire cart-add and cart-change, which are heard on the document', () => {
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push([event.type, (event as CustomEvent<unknown>).detail]);
    document.addEventListener('cart-add', hear);
    document.addEventListener('cart-change', hear);
    shop.add('<button data-cart-add="mug"></button>').click();
    const line = { item: 'mug', options: [], quantity: 1 };
    expect(heard).to.deep.equal([
      ['cart-change', { lines: [line], count: 1 }],
      ['cart-add', line],
    ]);
    document.removeEventListener('cart-add', hear);
    document.removeEventListener('cart-change', hear);
  });

  it('keep a link a link unless they handle it', async () => {
    shop.add('<a href="/buy" data-cart-add="mug">Buy</a>').click();
    expect(lines()).to.have.length(1);
    shop.add('<a href="/nothing" data-cart-add>Buy</a>').click();
    await until('the link is followed', () => navigations.urls.some((url) => url.endsWith('/nothing')));
    expect(navigations.urls.some((url) => url.endsWith('/buy'))).to.equal(false);
  });

  it('leave a click with a modifier to the browser', () => {
    const link = shop.add('<span data-cart-add="mug">Buy</span>');
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true }));
    expect(lines()).to.deep.equal([]);
  });

  it('read a form: quantity, visible fields as options, hidden ones not', () => {
    const form = shop.add(`<form action="/v1/buy" method="post" data-cart-add="poster">
      <input type="hidden" name="item" value="poster"><input type="radio" name="Frame" value="Oak">
      <input type="radio" name="Frame" value="Walnut" checked><textarea name="Note"></textarea>
      <input name="quantity" value="3"><button>Add</button></form>`);
    form.querySelector('button')?.click();
    expect(lines()).to.deep.equal([{ item: 'poster', quantity: 3, Frame: 'Walnut' }]);
    expect(navigations.urls).to.deep.equal([]);
  });

  it('take the item from its field where the form does not name it, and never for an option', () => {
    const form = shop.add(`<form action="/v1/checkout" method="post" data-cart-add>
      <select name="item"><option>mug</option><option selected>poster</option></select>
      <select name="Frame"><option>Oak</option></select><input name="quantity" value="2"><button>Add</button></form>`);
    form.querySelector('button')?.click();
    shop.add('<form data-cart-add="mug"><input name="item" value="poster"><button></button></form>');
    document.querySelector<HTMLElement>('form:last-of-type button')?.click();
    expect(lines()).to.deep.equal([
      { item: 'poster', quantity: 2, Frame: 'Oak' },
      { item: 'mug', quantity: 1 },
    ]);
  });

  it('post a form that they do not understand', async () => {
    const form = shop.add('<form action="/v1/checkout" method="post" data-cart-add><button></button></form>');
    form.querySelector('button')?.click();
    await until('the form is posted', () => navigations.urls.some((url) => url.endsWith('/v1/checkout')));
    expect(lines()).to.deep.equal([]);
  });

  for (const [what, markup, own] of [
    ['a link to buy by', '<a data-cart-buy="mug" href="https://buy.stripe.com/test_mug">Buy</a>', '/test_mug'],
    ['a link to add by', '<a data-cart-add="mug" href="https://buy.stripe.com/test_mug">Add</a>', '/test_mug'],
    [
      'a form',
      '<form data-cart-add="mug" method="post" action="/v1/checkout"><button>Add</button></form>',
      '/v1/checkout',
    ],
  ] as const) {
    it(`let ${what} go its own way where the cart cannot be loaded, and only there`, async () => {
      const { loadElements } = shop.page;
      const press = () => {
        const element = shop.add(markup);
        (element.querySelector('button') ?? element).click();
      };
      press();
      if (markup.includes('buy='))
        await until('it is bought in the cart', () => navigations.urls.includes(SESSION_URL));
      await settled();
      expect(navigations.urls.filter((url) => url.endsWith(own))).to.deep.equal([]);
      const before = lines();
      shop.page.loadElements = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
      press();
      await until('it goes its own way', () => navigations.urls.some((url) => url.endsWith(own)));
      shop.page.loadElements = loadElements;
      // What is paid for there is not to be found in the cart afterwards; what was in it before is.
      expect(before).to.deep.equal([{ item: 'mug', quantity: 1 }]);
      expect(lines()).to.deep.equal(before);
    });
  }

  it('keep what a button without a way of its own has put in, where the cart cannot be loaded', async () => {
    const { loadElements } = shop.page;
    shop.page.loadElements = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    shop.add('<button data-cart-add="mug"></button>').click();
    await settled();
    shop.page.loadElements = loadElements;
    expect(lines()).to.deep.equal([{ item: 'mug', quantity: 1 }]);
  });

  it("know Snipcart's vocabulary, and read no price from it", () => {
    shop
      .add(
        `<button data-cart-add data-item-id="poster" data-item-price="1.00" data-item-custom1-name="Frame"
        data-item-custom1-options="Oak|Walnut[+15.00]"></button>`,
      )
      .click();
    shop
      .add(
        `<button data-cart-add="poster" data-item-custom1-name="Frame" data-item-custom1-options="Oak|Walnut[+15.00]"
        data-item-custom1-value="Walnut"></button>`,
      )
      .click();
    expect(lines()).to.deep.equal([
      { item: 'poster', quantity: 1, Frame: 'Oak' },
      { item: 'poster', quantity: 1, Frame: 'Walnut' },
    ]);
  });

  it('take a choice without what it adds or the blanks around it, and tick no box unasked', () => {
    const box = 'data-item-custom1-type="checkbox" data-item-custom1-options="true[+4.50]|false"';
    for (const choice of [
      'data-item-custom1-options="\n  Gold leaf [+3.00] |\n  Plain"',
      box,
      `${box} data-item-custom1-value="true"`,
    ]) {
      shop.add(`<button data-cart-add="frame" data-item-custom1-name="Finish" ${choice}></button>`).click();
    }
    expect(lines().map(({ Finish }: Record<string, unknown>) => Finish)).to.deep.equal(['Gold leaf', 'false', 'true']);
  });

  for (const quantity of ['0', '-1', '1.5', 'NaN', '1e309', '２']) {
    it(`add nothing for a quantity of ${quantity}`, () => {
      shop.add(`<button data-cart-add="mug" data-item-quantity="${quantity}"></button>`).click();
      expect(lines()).to.deep.equal([]);
    });
  }

  it('buy at once, without doubling what is in the cart', async () => {
    shop.page.store.apply({ type: 'add', line: { item: 'mug', options: [], quantity: 1 } });
    shop.add('<button data-cart-buy="mug"></button>').click();
    await until('Stripe is reached', () => navigations.urls.includes(SESSION_URL));
    expect(lines()).to.deep.equal([{ item: 'mug', quantity: 1 }]);
  });

  it('buy at once after a payment was left, too, when the proxy has been asked about that', async () => {
    const attempt = '11111111-1111-4111-8111-111111111111';
    shop.page.store.apply({ type: 'add', line: { item: 'mug', options: [], quantity: 1 } });
    shop.page.store.apply({ type: 'attempt', attempt });
    shop.page.store.apply({ type: 'resume', attempt, resume: token('resume') });
    shop.proxy.onOrder = () => paidOrder({ status: 'unpaid', attempt });
    shop.add('<button data-cart-buy="mug"></button>').click();
    await until('Stripe is reached', () => navigations.urls.includes(SESSION_URL));
  });

  it('open the cart', async () => {
    shop.add('<button data-cart-open></button>').click();
    await until('the drawer is open', () => inside<HTMLDialogElement>(shop.cart, 'dialog').open);
  });

  it('leave a click alone that the page has prevented', () => {
    const button = shop.add('<button data-cart-add="mug"></button>');
    button.addEventListener('click', (event) => event.preventDefault());
    button.click();
    expect(lines()).to.deep.equal([]);
  });

  it('show count and total wherever the page asks for them, now and later', async () => {
    const count = shop.add('<b data-cart-count></b>');
    const total = shop.add('<b data-cart-total></b>');
    shop.page.store.apply({ type: 'add', line: { item: 'mug', options: [], quantity: 2 } });
    expect(count.textContent).to.equal('2');
    await until('the total is there', () => total.textContent === '€39.00');
    const later = shop.add('<b data-cart-count></b>');
    await settled();
    expect(later.textContent).to.equal('2');
    shop.page.store.apply({ type: 'set', key: '["mug"]', quantity: 0 });
    expect([count.textContent, total.textContent]).to.deep.equal(['0', '€0.00']);
  });
});
