import { expect } from 'chai';
import { openShopPage, until, textOf, inside, catchNavigation } from '../../test-page/shop-page.js';

const { page, proxy, cart } = openShopPage();

describe('<stripe-cart>', () => {
  it('goes from a page button to Stripe', async () => {
    const nav = catchNavigation();
    const b = document.createElement('button');
    b.dataset['cartAdd'] = 'mug';
    document.body.append(b);
    b.click();
    b.click();
    expect(page.store.cart.lines[0]?.quantity).to.equal(2);
    cart.open();
    await until('the total', () => textOf(cart).includes('39.00'));
    inside(cart, '[part=checkout]').click();
    await until('navigation', () => nav.urls.length > 0);
    expect(nav.urls).to.deep.equal(['https://checkout.stripe.com/c/pay/cs_test_1']);
    nav.stop();
    expect(proxy.sent('/v1/checkout')).to.have.length(1);
  });
});
