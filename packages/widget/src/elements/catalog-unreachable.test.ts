import { expect } from 'chai';
import { axeViolations, press, settled, ShopPage, textOf, until } from '../../test-page/shop-page.js';
import { storefrontOf } from '../storefront.js';

const shop = new ShopPage();

describe('<stripe-cart> without a catalogue', () => {
  it('asks for it once for a total that cannot be shown yet, and after a failure only when somebody wants it', async () => {
    let answer: (response: Response) => void = () => {};
    shop.proxy.fault = () => new Promise((resolve) => (answer = resolve));
    const total = shop.add('<b data-cart-total>…</b>');
    shop.cart.add('mug');
    await settled();
    expect(shop.proxy.sent('/v1/catalog')).to.have.length(1);
    answer(new Response('', { status: 404 }));
    await until('it has failed', () => storefrontOf(shop.page).catalog.problem);
    for (let n = 0; n < 5; n++) {
      shop.add('<i></i>');
      await settled();
    }
    expect(shop.proxy.sent('/v1/catalog')).to.have.length(1);
    expect(total.textContent).to.equal('…');
    shop.page.store.apply({ type: 'set', key: '["mug"]', quantity: 0 });
    total.remove();
  });

  it('says that prices are loading, then that they cannot be had, keeps the cart, and tries again', async () => {
    let answer: (response: Response) => void = () => {};
    shop.proxy.fault = () => new Promise((resolve) => (answer = resolve));
    shop.cart.add('mug');
    shop.cart.open();
    await shop.sees('Loading prices…');
    shop.proxy.fault = async () => new Response('<h1>Nothing here</h1>', { status: 404 });
    answer(new Response('', { status: 404 }));
    await shop.sees('Something is wrong with this checkout');
    expect(textOf(shop.cart)).not.to.contain('Nothing here');
    expect(await axeViolations()).to.deep.equal([]);
    expect(shop.page.store.cart.lines).to.have.length(1);
    expect(shop.cart.shadowRoot?.querySelector('[part=checkout]')).to.equal(null);
    shop.proxy.fault = null;
    press(shop.cart, 'Try again');
    await shop.sees('€19.50');
    await settled();
    expect(textOf(shop.cart)).not.to.contain('Something is wrong');
  });
});
