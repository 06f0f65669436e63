import { INVOICE_STATUSES, type InvoiceReply, type InvoiceStatus } from '@stripe-cart/contract';
import { expect } from 'chai';
import { FakeIntent } from '../../test-page/fake-intent.js';
import { inside, press, settled, ShopPage, textOf, until } from '../../test-page/shop-page.js';
import { openInvoice, token } from '../../test-page/stub-proxy.js';
import { takeArrival } from '../page/arrival.js';
import { StripeCartInvoice } from './stripe-cart-invoice.js';

const shop = new ShopPage();
customElements.define('stripe-cart-invoice', StripeCartInvoice);

/** What the page says, shows and does around Stripe's fields. */
describe('the page of an invoice', () => {
  let stripe: FakeIntent;
  beforeEach(async () => {
    await shop.reset();
    await shop.sells([], { publishableKey: 'pk_test_1' });
    StripeCartInvoice.waits = [0, 0];
    stripe = new FakeIntent(10000).install();
  });
  afterEach(() => Reflect.deleteProperty(navigator, 'onLine'));

  const open = () => {
    history.replaceState(null, '', `#invoice=${token('link')}`);
    shop.page.arrival = takeArrival();
    return shop.add('<stripe-cart-invoice></stripe-cart-invoice>');
  };
  const becomes = (invoice: InvoiceReply) => void (shop.proxy.onInvoice = () => invoice);
  const stands = (status: InvoiceStatus) => becomes(openInvoice({ status, payment: null }));
  const says = (element: Element, text: string) =>
    until(`it says “${text}”, not “${textOf(element)}”`, () => textOf(element).includes(text));
  const openForm = async () => {
    becomes(openInvoice());
    const element = open();
    await says(element, 'Pay €100.00');
    return element;
  };
  const pressPay = (element: Element) => inside(element, '[part=pay]').click();
  const goOffline = () => Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  const count = (element: Element, text: string) => textOf(element).split(text).length - 1;

  it('says nothing of a cart where the buyer is offline, at the press or before', async () => {
    const form = await openForm();
    goOffline();
    pressPay(form);
    await says(form, 'You are offline. Nothing was charged');
    expect(stripe.confirms).to.deep.equal([]);
    expect(textOf(form)).not.to.contain('cart');
    shop.proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    const page = open();
    await says(page, 'You are offline. Nothing was charged');
    expect(textOf(page)).not.to.contain('cart');
  });

  for (const status of INVOICE_STATUSES.filter((one) => one !== 'open')) {
    const isFinal = ['paid', 'nothing_due', 'void'].includes(status);
    it(`${isFinal ? 'has nothing to ask again' : 'can be asked again'} where it is ${status}`, async () => {
      stands(status);
      const element = open();
      await until('it is drawn', () => element.shadowRoot?.querySelector(`[data-status=${status}]`));
      expect(textOf(element).includes('Check again')).to.equal(!isFinal);
    });
  }

  it('says the number once, whether it is the headline or not', async () => {
    expect(count(await openForm(), 'Invoice R-0042')).to.equal(1);
    stands('paid');
    const paid = open();
    await says(paid, 'This invoice is paid');
    expect(count(paid, 'Invoice R-0042')).to.equal(1);
  });

  it('has a button as wide as the fields, with air around it', async () => {
    const element = await openForm();
    const button = inside(element, '[part=pay]').getBoundingClientRect();
    const fields = element.querySelector('[slot=payment]')?.getBoundingClientRect();
    expect(button.width).to.equal(fields?.width);
    expect(button.top - Number(fields?.bottom)).to.be.at.least(8);
  });

  it('tells the ear what is under way from the press to the answer, in a place that was there before', async () => {
    const element = await openForm();
    let answer: () => void = () => undefined;
    stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve({ paymentIntent: stripe.intent })));
    const places = [...(element.shadowRoot?.querySelectorAll('[role=status]') ?? [])];
    const heard = () => places.filter((place) => place.isConnected).map((place) => place.textContent.trim());
    expect(heard()).to.deep.equal(['', '']);
    pressPay(element);
    await until('it is heard', () => heard().includes('Confirming your payment…'));
    stands('paid');
    await until('it is confirmed', () => stripe.confirms.length === 1);
    answer();
    await until('the answer is heard', () => heard().join('').startsWith('Thank you.'));
  });

  it('keeps the keyboard in its place where an answer takes the button away, and when the form is there', async () => {
    stripe.onSubmit = () => Promise.resolve({});
    shop.proxy.onInvoice = () => ({ code: 'stripe_rejected' });
    const element = open();
    await says(element, 'Check again');
    const focused = () => element.shadowRoot?.activeElement?.localName;
    becomes(openInvoice());
    inside(element, 'button').focus();
    press(element, 'Check again');
    await settled();
    expect(focused()).to.equal('h2');
    await says(element, 'Pay €100.00');
    expect(focused()).to.equal('h2');
  });

  it('has its fields follow the buyer’s own scheme, until another invoice is looked up', async () => {
    // A browser tells of a new scheme with its next frame, and a page in the background has none.
    const scheme = Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
    const { matchMedia } = window;
    window.matchMedia = (query) => (query.includes('color-scheme') ? scheme : matchMedia.call(window, query));
    const element = await openForm();
    window.matchMedia = matchMedia;
    element.style.colorScheme = 'dark';
    scheme.dispatchEvent(new Event('change'));
    expect(stripe.appearances.map((look) => look?.theme)).to.deep.equal(['night']);
    element.remove();
    scheme.dispatchEvent(new Event('change'));
    expect(stripe.appearances).to.have.length(1);
  });
});
