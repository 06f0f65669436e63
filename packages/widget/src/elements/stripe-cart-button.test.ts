import { expect } from 'chai';
import { axeViolations, inside, settled, ShopPage } from '../../test-page/shop-page.js';

const shop = new ShopPage();

describe('<stripe-cart-button>', () => {
  beforeEach(() => shop.reset({ opener: 'none' }));

  it('has nothing that axe objects to', async () => {
    const button = shop.add('<stripe-cart-button></stripe-cart-button>');
    expect(await axeViolations(button)).to.deep.equal([]);
  });

  it('counts, in its name too, and opens the cart', async () => {
    const button = shop.add('<stripe-cart-button><b slot="opener">Basket</b></stripe-cart-button>');
    const inner = inside<HTMLButtonElement>(button, 'button');
    expect(inner.getAttribute('aria-label')).to.equal('Cart, 0 items');
    shop.cart.add('mug');
    await settled();
    expect(inner.getAttribute('aria-label')).to.equal('Cart, 1 item');
    expect(inside(button, '[part=count]').textContent).to.equal('1');
    inner.click();
    expect(inside<HTMLDialogElement>(shop.cart, 'dialog').open).to.equal(true);
  });
});
