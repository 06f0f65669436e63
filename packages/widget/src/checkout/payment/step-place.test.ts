import { expect } from 'chai';
import { PaymentPage } from '../../../test-page/payment-page.js';
import { axeViolations, inside, press, settled, textOf, until } from '../../../test-page/shop-page.js';

const shop = new PaymentPage();

describe('the payment step in the page', () => {
  beforeEach(() => shop.begin());
  afterEach(() => shop.end());

  const drawer = () => inside<HTMLDialogElement>(shop.cart, 'dialog');
  const escape = (from: Element) =>
    from.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
  const backAtTheCart = async () => {
    await until('the step is closed', () => !shop.isOpen);
    await settled();
  };
  /** Confirming, until the function that comes back is called. */
  const confirming = async () => {
    let answer: () => void = () => undefined;
    shop.stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve(shop.stripe.success())));
    await shop.openStep();
    shop.pressPay();
    await shop.says('Paying…');
    return () => answer();
  };

  it('has Stripe’s fields in the document, not in a shadow tree', async () => {
    await shop.openStep();
    for (const place of shop.stripe.mounted.values()) {
      expect(place.getRootNode() === document).to.equal(true);
      expect(shop.cart.contains(place)).to.equal(true);
    }
    expect(shop.stripe.mounted.get('payment')?.checkVisibility()).to.equal(true);
  });

  it('takes the drawer out of the top layer, so that what Stripe.js adds to the page can be reached', async () => {
    await shop.openWithMugs(2);
    expect(drawer().matches(':modal')).to.equal(true);
    const { x, width } = drawer().getBoundingClientRect();
    shop.pay();
    await shop.says('Pay €39.00');
    expect(drawer().open).to.equal(true);
    expect(drawer().matches(':modal')).to.equal(false);
    const challenge = shop.add('<button style="position:fixed;inset:0;z-index:2147483647">Challenge</button>');
    expect(document.elementFromPoint(innerWidth - 10, 100)?.textContent).to.equal('Challenge');
    challenge.focus();
    await settled();
    expect(document.activeElement?.textContent).to.equal('Challenge');
    challenge.remove();
    const now = drawer().getBoundingClientRect();
    expect([now.x, now.width, now.height]).to.deep.equal([x, width, innerHeight]);
    expect(getComputedStyle(drawer()).position).to.equal('fixed');
  });

  it('lets no press through to the page below: one beside the drawer leaves the step, and none while money may be moving', async () => {
    let presses = 0;
    const below = shop.add('<button style="position:fixed;inset:0">Add to cart</button>');
    below.addEventListener('click', () => presses++);
    const pressBeside = () => {
      // Left of the drawer, where a mouse would find it.
      const found = document.elementFromPoint(5, 5);
      const target = found === shop.cart ? shop.cart.shadowRoot?.elementFromPoint(5, 5) : found;
      if (target instanceof HTMLElement) target.click();
    };
    const answer = await confirming();
    pressBeside();
    expect(shop.isOpen).to.equal(true);
    shop.stripe.onConfirm = () => Promise.resolve(shop.stripe.success());
    shop.becomes({ status: 'unpaid' });
    answer();
    await shop.says('It may have worked');
    pressBeside();
    await backAtTheCart();
    expect(drawer().open).to.equal(false);
    expect(presses).to.equal(0);
    pressBeside();
    expect(presses).to.equal(1);
    below.remove();
  });

  it('is as light as the drawer before, above a darker page', async () => {
    await shop.openStep();
    const { backgroundColor } = getComputedStyle(inside(shop.cart, '.panel'));
    expect(backgroundColor).to.equal(getComputedStyle(drawer()).backgroundColor);
    const panel = inside(shop.cart, '.panel').getBoundingClientRect();
    expect(
      shop.cart.shadowRoot?.elementFromPoint(panel.x + 20, panel.bottom - 20)?.closest('.panel') === null,
    ).to.equal(false);
  });

  it('is left by Escape wherever in the page the keyboard is', async () => {
    const below = shop.add('<button>Elsewhere</button>');
    await shop.openStep();
    below.focus();
    escape(below);
    await backAtTheCart();
    expect(drawer().matches(':modal')).to.equal(true);
    // Of a step that is over nothing listens on.
    escape(below);
    await settled();
    expect(drawer().open).to.equal(true);
    below.remove();
  });

  it('keeps the keyboard’s place where “Check again” asks and finds nothing new', async () => {
    await shop.openStep();
    shop.becomes({ status: 'unpaid' });
    shop.pressPay();
    await shop.says('It may have worked');
    for (const button of shop.step.shadowRoot?.querySelectorAll('button') ?? [])
      if (button.textContent.trim() === 'Check again') button.focus();
    press(shop.step, 'Check again');
    expect(textOf(shop.step)).to.contain('Confirming your payment…');
    expect(shop.step.shadowRoot?.activeElement?.tagName).to.equal('H2');
  });

  it('does not arrive once more with the receipt', async () => {
    await shop.openWithMugs(2);
    expect(drawer().getAnimations().length).to.equal(matchMedia('(prefers-reduced-motion)').matches ? 0 : 1);
    shop.pay();
    await shop.says('Pay €39.00');
    shop.becomes({ status: 'paid' });
    shop.pressPay();
    await shop.sees('Thank you');
    expect(drawer().matches(':modal')).to.equal(true);
    expect(drawer().getAnimations()).to.have.length(0);
  });

  it('has the focus at its heading, and gives it to the pay button when it is left', async () => {
    await shop.openStep();
    expect(shop.step.shadowRoot?.activeElement?.textContent).to.contain('Payment');
    press(shop.step, 'Edit cart');
    await backAtTheCart();
    expect(drawer().matches(':modal')).to.equal(true);
    expect(shop.cart.shadowRoot?.activeElement?.getAttribute('part')).to.equal('checkout');
    expect(shop.stripe.destroyed).to.equal(3);
    expect(shop.cart.childElementCount).to.equal(0);
    // It looks as the cart's own drawer again.
    expect(getComputedStyle(drawer()).zIndex).to.equal('auto');
  });

  it('finds the same payment again by its token', async () => {
    await shop.openStep();
    const { attempt } = shop;
    escape(shop.inStep('h2'));
    await backAtTheCart();
    shop.pay();
    await shop.says('Pay €39.00');
    expect(shop.proxy.sent('/v1/checkout')[1]).to.include({ attempt, resume: shop.page.store.cart.payment?.resume });
    // The cart's sheet and the open drawer's, however often it is opened.
    expect(shop.cart.shadowRoot?.adoptedStyleSheets).to.have.length(2);
  });

  it('is left by Escape in one of Stripe’s own fields', async () => {
    await shop.openStep();
    shop.stripe.emit('payment', 'escape');
    await backAtTheCart();
    expect(drawer().open).to.equal(true);
  });

  it('is left, and the drawer with it, by ✕, and the focus goes to where the buyer came from', async () => {
    const opener = shop.add('<button id="opener">Cart</button>');
    opener.focus();
    await shop.openStep();
    press(shop.cart, 'Close cart');
    await backAtTheCart();
    expect(drawer().open).to.equal(false);
    expect(document.activeElement?.id).to.equal('opener');
    shop.cart.open();
    expect(drawer().matches(':modal')).to.equal(true);
  });

  it('stays while money may be moving, by whatever hand', async () => {
    const answer = await confirming();
    escape(shop.inStep('h2'));
    press(shop.step, 'Edit cart');
    shop.cart.close();
    expect(drawer().open).to.equal(true);
    expect(shop.isOpen).to.equal(true);
    shop.becomes({ status: 'paid' });
    answer();
    await shop.sees('Thank you, your order is paid');
    expect(drawer().matches(':modal')).to.equal(true);
  });

  it('goes with its cart element, even while Stripe.js is confirming, and nothing throws', async () => {
    const problems: unknown[] = [];
    const hear = (event: ErrorEvent | PromiseRejectionEvent) => problems.push(event);
    addEventListener('error', hear);
    addEventListener('unhandledrejection', hear);
    const answer = await confirming();
    shop.cart.remove();
    answer();
    await settled();
    expect(shop.proxy.sent('/v1/order')).to.deep.equal([]);
    removeEventListener('error', hear);
    removeEventListener('unhandledrejection', hear);
    expect(problems).to.deep.equal([]);
    // The next look at the cart asks.
    document.body.append(shop.cart);
    shop.becomes({ status: 'paid' });
    shop.cart.open();
    await shop.sees('Thank you, your order is paid');
  });

  it('closes when the page wakes up, and asks what became of the payment', async () => {
    await confirming();
    shop.becomes({ status: 'paid' });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await shop.sees('Thank you, your order is paid');
    expect(shop.isOpen).to.equal(false);
  });

  it('lets the focus be where its buyer is, elsewhere in the page', async () => {
    await shop.begin({ layout: 'inline' });
    shop.cart.add({ item: 'mug', quantity: 2 });
    await shop.sees('Subtotal');
    shop.pay();
    await shop.says('Pay €39.00');
    shop.add('<input id="search" />').focus();
    shop.cart.add('mug');
    await shop.sees('Your cart has changed.');
    await backAtTheCart();
    expect(document.activeElement?.id).to.equal('search');
  });

  it('works in an inline cart', async () => {
    await shop.begin({ layout: 'inline' });
    shop.cart.add({ item: 'mug', quantity: 2 });
    await shop.sees('Subtotal');
    shop.pay();
    await shop.says('Pay €39.00');
    expect(await axeViolations()).to.deep.equal([]);
    escape(shop.inStep('h2'));
    await backAtTheCart();
    expect(shop.cart.shadowRoot?.activeElement?.getAttribute('part')).to.equal('checkout');
  });

  it('fits a window 320 px wide, in either direction', async () => {
    await shop.offers({ shippingAddress: true, phone: true, promotionCode: true });
    await shop.openStep();
    for (const dir of ['ltr', 'rtl']) {
      shop.cart.dir = dir;
      drawer().style.inlineSize = '320px';
      const { scrollWidth, clientWidth } = inside(shop.cart, '.body');
      expect(scrollWidth, dir).to.equal(clientWidth);
      expect(await axeViolations(), dir).to.deep.equal([]);
    }
    shop.cart.removeAttribute('dir');
  });

  it('takes a hostile page’s rules as little as the cart does', async () => {
    const style = shop.add('<style>div { display: none !important }</style>');
    await shop.openStep();
    expect(shop.inStep('[part=pay]').checkVisibility()).to.equal(true);
    expect(shop.stripe.mounted.get('payment')?.checkVisibility()).to.equal(true);
    style.remove();
    expect(textOf(shop.step)).to.contain('Pay €39.00');
  });
});
