import { expect } from 'chai';
import { press, ShopPage, textOf } from '../../test-page/shop-page.js';
import { paidOrder, token } from '../../test-page/stub-proxy.js';

const shop = new ShopPage();

describe('an order that is told in the cart', () => {
  beforeEach(() => shop.reset());

  it('promises nothing of a pending payment that only the page of return does', async () => {
    await shop.openWithMugs(2);
    shop.proxy.onCheckout = () => ({ status: 'pending', order: token('order') });
    shop.proxy.onOrder = () =>
      paidOrder({ status: 'pending', attempt: shop.page.store.cart.payment?.attempt ?? crypto.randomUUID() });
    shop.pay();
    await shop.sees('Until it has arrived your cart shows what you ordered, and you can check again there.');
    expect(textOf(shop.cart)).not.to.contain('This page says so');
    press(shop.cart, 'Back to the cart');
    await shop.sees('Payment under way');
    await shop.sees('Check again');
  });
});
