import { expect } from 'chai';
import { Navigations, settled, ShopPage, until } from '../../../test-page/shop-page.js';
import { SESSION_URL, token } from '../../../test-page/stub-proxy.js';

const shop = new ShopPage();
const LINK_URL = 'https://buy.stripe.com/test_made_for_this_cart';
const ORIGINS = ['https://checkout.stripe.com', 'https://buy.stripe.com'];

describe('checkout="link"', () => {
  let navigations: Navigations;
  let told: string[];
  const { warn } = console;
  beforeEach(async () => {
    await shop.reset({ checkout: 'link' });
    navigations = new Navigations();
    told = [];
    console.warn = (...words: unknown[]) => void told.push(words.join(' '));
    shop.proxy.onCheckout = ({ mode }) =>
      mode === 'link'
        ? { status: 'open', mode, url: LINK_URL, resume: token('link') }
        : { status: 'open', mode: 'hosted', url: SESSION_URL, resume: token('hosted') };
    await shop.sells(shop.proxy.items, { modes: ['hosted', 'link'], checkoutOrigins: ORIGINS });
  });
  afterEach(() => {
    navigations.stop();
    console.warn = warn;
  });

  const attempt = () => shop.page.store.cart.payment?.attempt ?? '';
  const sent = () => shop.proxy.sent('/v1/checkout') as { mode: string; attempt: string; resume?: string }[];
  const goesTo = (url: string) => until(`the buyer is on the way to ${url}`, () => navigations.urls.includes(url));

  it('asks for a link of this cart, stores its token, then goes there', async () => {
    await shop.openWithMugs(2);
    let storedThen: string | null = null;
    navigation.addEventListener('navigate', () => (storedThen = shop.stored), { once: true });
    shop.pay();
    await goesTo(LINK_URL);
    expect(sent().map(({ mode }) => mode)).to.deep.equal(['link']);
    expect(storedThen).to.contain(token('link'));
    expect(told).to.deep.equal([]);
  });

  it('finds the same payment again after Back, by its token', async () => {
    await shop.openWithMugs(2);
    shop.pay();
    await goesTo(LINK_URL);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until('it has asked what became of it', () => shop.proxy.sent('/v1/order').length > 0);
    await until('the button is there', () => shop.cart.shadowRoot?.querySelector('button[part=checkout]'));
    navigations.urls.length = 0;
    shop.pay();
    await goesTo(LINK_URL);
    expect(sent()[1]).to.include({ attempt: attempt(), resume: token('link') });
  });

  it('is on Stripe’s page of a session where the proxy does not offer links, and the console says so', async () => {
    await shop.sells(shop.proxy.items, { modes: ['hosted'], checkoutOrigins: ORIGINS });
    await shop.openWithMugs(2);
    shop.pay();
    await goesTo(SESSION_URL);
    expect(sent().map(({ mode }) => mode)).to.deep.equal(['hosted']);
    expect(told).to.deep.equal(['stripe-cart: the proxy does not offer checkout="link".']);
  });

  it('is there as well where the proxy changed its mind meanwhile, under the same attempt', async () => {
    const opens = shop.proxy.onCheckout;
    shop.proxy.onCheckout = (request) =>
      request.mode === 'link' ? { code: 'mode_not_offered', modes: ['hosted'] } : opens(request);
    await shop.openWithMugs(2);
    shop.pay();
    await goesTo(SESSION_URL);
    expect(sent().map(({ mode }) => mode)).to.deep.equal(['link', 'hosted']);
    expect(new Set(sent().map((request) => request.attempt)).size).to.equal(1);
  });

  it('goes to no other origin than the proxy names', async () => {
    await shop.sells(shop.proxy.items, { modes: ['hosted', 'link'], checkoutOrigins: ['https://checkout.stripe.com'] });
    await shop.openWithMugs(2);
    shop.pay();
    await shop.sees('Something is wrong with this checkout');
    await settled();
    expect(navigations.urls).to.deep.equal([]);
  });
});
