import { expect } from 'chai';
import { axeViolations, inside, Navigations, press, settled, ShopPage, textOf } from '../../test-page/shop-page.js';
import { mug, poster } from '../../test-page/stub-proxy.js';

const shop = new ShopPage();

describe('<stripe-cart>', () => {
  let navigations: Navigations;
  beforeEach(async () => {
    await shop.reset();
    navigations = new Navigations();
  });
  afterEach(() => navigations.stop());

  const drawer = () => inside<HTMLDialogElement>(shop.cart, 'dialog');

  it('has nothing that axe objects to: empty, filled, with a line in trouble, inline', async () => {
    shop.cart.open();
    await settled();
    expect(await axeViolations()).to.deep.equal([]);
    shop.cart.close();
    await shop.openWithMugs(2);
    shop.cart.add('gone');
    await shop.sees('No longer sold');
    expect(await axeViolations()).to.deep.equal([]);
    await shop.reset({ layout: 'inline' });
    shop.cart.add('poster');
    await shop.sees('Please choose');
    expect(await axeViolations()).to.deep.equal([]);
  });

  it('adds no landmark to a page that has its own', async () => {
    await shop.openWithMugs(1);
    expect(shop.cart.shadowRoot?.querySelector('header, footer, main, nav, aside')).to.equal(null);
  });

  it('has no use for a key, whatever attribute it is put into', async () => {
    const secret = 'sk_live_CanaryCanaryCanary';
    for (const name of ['key', 'secret-key', 'publishable-key', 'stripe-key']) shop.cart.setAttribute(name, secret);
    await shop.openWithMugs(1);
    expect(JSON.stringify(shop.proxy.requests)).not.to.include('Canary');
    expect(shop.stored).not.to.include('Canary');
    expect(textOf(shop.cart)).not.to.include('Canary');
  });

  it('opens from its button, closes by ✕ and the backdrop, and gives the focus back', async () => {
    const opener = inside<HTMLButtonElement>(shop.cart, '.opener');
    opener.focus();
    opener.click();
    expect(drawer().open).to.equal(true);
    expect(shop.cart.shadowRoot?.activeElement?.closest('dialog')).to.equal(drawer());
    press(shop.cart, 'Close cart');
    expect(drawer().open).to.equal(false);
    expect(shop.cart.shadowRoot?.activeElement).to.equal(opener);
    opener.click();
    drawer().click();
    expect(drawer().open).to.equal(false);
  });

  it('does not push itself in front of a buyer who adds something, but says so', async () => {
    shop.cart.add('mug');
    await shop.sees('Added to your cart');
    expect(inside(shop.cart, '[part=toast] [role=status]').textContent).to.equal('Added to your cart');
    expect(drawer().open).to.equal(false);
    press(shop.cart, 'View cart');
    expect(drawer().open).to.equal(true);
  });

  it('has targets of 44 pixels', async () => {
    await shop.openWithMugs(2);
    for (const button of drawer().querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.textContent).to.be.at.least(44);
    }
  });

  it('stands in the page with layout="inline"', async () => {
    await shop.reset({ layout: 'inline' });
    expect(shop.cart.shadowRoot?.querySelector('dialog, .opener')).to.equal(null);
    shop.cart.add('mug');
    await shop.sees('Stoneware mug');
  });

  it('has no opener with opener="none"', async () => {
    shop.cart.setAttribute('opener', 'none');
    await settled();
    expect(shop.cart.shadowRoot?.querySelector('.opener')).to.equal(null);
  });

  it('survives a page that hides everything, and can still be hidden', () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { display: none !important }');
    document.adoptedStyleSheets = [sheet];
    const { display } = getComputedStyle(shop.cart);
    document.adoptedStyleSheets = [];
    expect(display).to.equal('inline-block');
    shop.cart.hidden = true;
    expect(getComputedStyle(shop.cart).display).to.equal('none');
  });

  it('carries no style attribute, which a strict policy would refuse', async () => {
    await shop.openWithMugs(2);
    expect(shop.cart.shadowRoot?.querySelector('[style], style')).to.equal(null);
    expect(shop.cart.shadowRoot?.adoptedStyleSheets).to.have.length(1);
  });

  it('loses a line by remove(item), and is gone by remove()', () => {
    shop.cart.add('mug');
    shop.cart.remove('mug');
    expect(shop.page.store.cart.lines).to.deep.equal([]);
    shop.cart.remove();
    expect(shop.cart.isConnected).to.equal(false);
  });

  it('comes and goes a thousand times, and an addition is still one', () => {
    for (let n = 0; n < 1000; n++) {
      shop.cart.remove();
      document.body.append(shop.cart);
    }
    let heard = 0;
    shop.cart.addEventListener('cart-add', () => heard++);
    shop.add('<button data-cart-add="mug"></button>').click();
    expect(heard).to.equal(1);
    expect(shop.page.store.cart.lines[0]?.quantity).to.equal(1);
  });

  it('is one cart however many elements show it', async () => {
    const second = shop.add('<stripe-cart layout="inline"></stripe-cart>');
    shop.cart.add('mug');
    await settled();
    expect(textOf(second)).to.contain('mug');
    expect(shop.page.store.cart.lines).to.have.length(1);
  });

  it('shows the name, the price of one, the sum and the total', async () => {
    await shop.openWithMugs(2);
    expect(textOf(shop.cart)).to.contain('€19.50 each');
    expect(inside(shop.cart, '[part=total] .amount').textContent).to.equal('€39.00');
  });

  it('answers a typed quantity with the nearest that is sold, and says it', async () => {
    await shop.openWithMugs(2);
    for (const [typed, becomes] of Object.entries({ 7: 7, 9999999: 99, '': 1, e: 1, '-': 1, 2.6: 3, '-4': 1 })) {
      const input = inside<HTMLInputElement>(shop.cart, '.stepper input');
      input.value = typed;
      input.dispatchEvent(new Event('change'));
      expect(shop.page.store.cart.lines[0]?.quantity, `“${typed}”`).to.equal(becomes);
      await settled();
      expect(input.value, `“${typed}”`).to.equal(String(becomes));
      expect(textOf(shop.cart)).to.contain(`Stoneware mug: ${becomes}`);
    }
  });

  it('goes by plus, minus and Remove', async () => {
    await shop.openWithMugs(2);
    press(shop.cart, 'More Stoneware mug');
    await settled();
    press(shop.cart, 'More Stoneware mug');
    await settled();
    press(shop.cart, 'Fewer Stoneware mug');
    await settled();
    expect(shop.page.store.cart.lines[0]?.quantity).to.equal(3);
    press(shop.cart, 'Remove Stoneware mug');
    await shop.sees('Your cart is empty.');
  });

  it('goes in the steps that the catalogue sells', async () => {
    await shop.sells([mug({ quantity: { min: 2, max: 6, step: 2 } })]);
    await shop.openWithMugs(2);
    press(shop.cart, 'More Stoneware mug');
    expect(shop.page.store.cart.lines[0]?.quantity).to.equal(4);
  });

  it('keeps a picture in a box of its own, and tells its server nothing of this page', async () => {
    await shop.sells([mug({ image: 'https://cdn.shop.test/mug.jpg' })]);
    await shop.openWithMugs(1);
    const image = inside<HTMLImageElement>(shop.cart, 'img');
    expect(image.referrerPolicy).to.equal('no-referrer');
    expect([image.offsetWidth, image.offsetHeight]).to.deep.equal([72, 72]);
  });

  it('lets a missing choice be made in the cart', async () => {
    await shop.openWithMugs(2);
    shop.cart.add('poster');
    await shop.sees('Please choose');
    const select = inside<HTMLSelectElement>(shop.cart, 'select');
    select.value = 'Walnut';
    select.dispatchEvent(new Event('change'));
    await shop.sees('€103.00');
  });

  it('keeps what is gone in sight and out of the total', async () => {
    await shop.openWithMugs(2);
    shop.cart.add('gone');
    await shop.sees('No longer sold');
    expect(inside(shop.cart, '[part=total] .amount').textContent).to.equal('€39.00');
  });

  it('stops before checkout where two currencies meet', async () => {
    await shop.sells([mug(), mug({ id: 'dollar', currency: 'usd' })]);
    shop.cart.add('mug');
    shop.cart.add('dollar');
    shop.cart.open();
    await shop.sees('different currencies');
    shop.pay();
    await settled();
    expect(shop.proxy.sent('/v1/checkout')).to.deep.equal([]);
  });

  it("shows the owner's sentence while nothing is sold, as text and not too much of it", async () => {
    await shop.sells([mug()], { closed: `<b>Back in May.</b>${'x'.repeat(5000)}` });
    await shop.openWithMugs(1);
    expect(textOf(shop.cart)).to.contain('<b>Back in May.</b>');
    expect(textOf(shop.cart).length).to.be.below(1000);
    shop.pay();
    await settled();
    expect(shop.proxy.sent('/v1/checkout')).to.deep.equal([]);
  });

  it('says that it is a test, and says nothing where it is not', async () => {
    await shop.openWithMugs(1);
    expect(textOf(shop.cart)).to.contain('Test mode');
    await shop.sells([mug()], { livemode: true });
    await settled();
    expect(textOf(shop.cart)).not.to.contain('Test mode');
  });

  it('draws five hundred lines', async () => {
    const value = (n: number) => ({ item: 'mug', quantity: 1, options: [{ name: 'Name', value: `number ${n}` }] });
    await shop.sells([mug({ options: [{ kind: 'text', name: 'Name', required: false, maxLength: 20 }] })]);
    shop.writeElsewhere(
      JSON.stringify({ version: 1, lines: Array.from({ length: 500 }, (_, n) => value(n)), payment: null }),
    );
    shop.cart.open();
    await shop.sees('number 99');
    // A hundred is what Stripe takes, and all that is read.
    expect(shop.cart.shadowRoot?.querySelectorAll('.line')).to.have.length(100);
  });

  it('opens with a sentence after a payment was cancelled, and tells it once', async () => {
    shop.page.arrival = { from: 'cancelled' };
    const cart = shop.add('<stripe-cart></stripe-cart>');
    expect(inside<HTMLDialogElement>(cart, 'dialog').open).to.equal(true);
    await settled();
    expect(textOf(cart)).to.contain('You have not paid.');
    expect(shop.page.arrival).to.equal(null);
  });

  it("shows slots of the page's own", async () => {
    const cart = shop.add(
      '<stripe-cart><i slot="empty">Nothing yet</i><i slot="footer">We post daily</i></stripe-cart>',
    );
    expect(inside<HTMLSlotElement>(cart, 'slot[name=empty]').assignedElements()).to.have.length(1);
    shop.cart.add({ item: 'poster', options: [{ name: 'Frame', value: 'Oak' }] });
    await shop.sells([mug(), poster()]);
    await settled();
    expect(inside<HTMLSlotElement>(cart, 'slot[name=footer]').assignedElements()).to.have.length(1);
  });
});
