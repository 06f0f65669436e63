import { emulateMedia } from '@web/test-runner-commands';
import { expect } from 'chai';
import { PaymentPage } from '../../../test-page/payment-page.js';
import { press } from '../../../test-page/shop-page.js';

const shop = new PaymentPage();

describe('the look of Stripe’s fields', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const look = () => shop.stripe.options[0]?.elementsOptions?.appearance;

  it('is the shop’s own, in notations that Stripe.js reads', async () => {
    shop.add(`<style>
      stripe-cart {
        --stripe-cart-accent: oklch(0.7 0.1 150);
        --stripe-cart-on-accent: #102030;
        --stripe-cart-surface: hsl(40 50% 95%);
        --stripe-cart-text: rebeccapurple;
        --stripe-cart-radius: 2px;
        --stripe-cart-font: 400 18px/1.5 Georgia, serif;
      }
    </style>`);
    await shop.openStep();
    expect(look()?.theme).to.equal('stripe');
    expect(look()?.variables).to.deep.include({
      accessibleColorOnColorPrimary: 'rgb(16, 32, 48)',
      colorText: 'rgb(102, 51, 153)',
      borderRadius: '2px',
      fontFamily: 'Georgia, serif',
      fontSizeBase: '18px',
      gridRowSpacing: '12px',
    });
    for (const colour of [look()?.variables?.colorPrimary, look()?.variables?.colorBackground])
      expect(colour).to.match(/^rgb\(\d+, \d+, \d+\)$/);
  });

  it('is Stripe’s night theme on a dark surface, whoever made it dark', async () => {
    shop.cart.style.colorScheme = 'dark';
    await shop.openStep();
    expect(look()?.theme).to.equal('night');
    expect(look()?.variables?.colorBackground).to.equal('rgb(22, 25, 31)');
  });

  it('changes with the buyer’s own scheme, for as long as the step is open', async () => {
    // A browser tells of a new scheme with its next frame, and a page in the background has none.
    const scheme = Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
    const { matchMedia } = window;
    window.matchMedia = (query) => (query.includes('color-scheme') ? scheme : matchMedia.call(window, query));
    await shop.openStep();
    window.matchMedia = matchMedia;
    shop.cart.style.colorScheme = 'dark';
    scheme.dispatchEvent(new Event('change'));
    expect(shop.stripe.appearances.map(({ theme }) => theme)).to.deep.equal(['night']);
    press(shop.step, 'Edit cart');
    scheme.dispatchEvent(new Event('change'));
    expect(shop.stripe.appearances).to.have.length(1);
  });

  it('keeps still for a buyer who wants that', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    await shop.openStep();
    expect(look()?.disableAnimations).to.equal(true);
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('leaves nothing behind in the step', async () => {
    await shop.openStep();
    expect(shop.step.shadowRoot?.querySelector('i')).to.equal(null);
  });
});
