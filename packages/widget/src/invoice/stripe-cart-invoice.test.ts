import { INVOICE_STATUSES, type InvoiceReply, type InvoiceStatus, type ProblemEvidence } from '@stripe-cart/contract';
import { expect } from 'chai';
import { FakeIntent } from '../../test-page/fake-intent.js';
import {
  axeViolations,
  inside,
  press,
  settled,
  ShopPage,
  stopClock,
  textOf,
  until,
} from '../../test-page/shop-page.js';
import { openInvoice, token } from '../../test-page/stub-proxy.js';
import { defineElements } from '../elements.js';
import { takeArrival } from '../page/arrival.js';
import { StripeCartInvoice } from './stripe-cart-invoice.js';

const shop = new ShopPage();
const { confirmLimit, loadLimit } = StripeCartInvoice;
customElements.define('stripe-cart-invoice', StripeCartInvoice);

describe('<stripe-cart-invoice>', () => {
  let stripe: FakeIntent;
  let problems: string[];
  const hearProblem = ({ detail }: CustomEvent<{ code: string }>) => void problems.push(detail.code);
  beforeEach(async () => {
    await shop.reset();
    await shop.sells([], { publishableKey: 'pk_test_1' });
    StripeCartInvoice.waits = [0, 0];
    Object.assign(StripeCartInvoice, { confirmLimit, loadLimit });
    stripe = new FakeIntent(10000).install();
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    problems = [];
    document.addEventListener('cart-problem', hearProblem);
  });
  afterEach(() => document.removeEventListener('cart-problem', hearProblem));

  /** As somebody opens the link that the shop has sent. */
  const open = (fragment = `invoice=${token('link')}`) => {
    history.replaceState(null, '', `#${fragment}`);
    shop.page.arrival = takeArrival();
    return shop.add('<stripe-cart-invoice></stripe-cart-invoice>');
  };
  const becomes = (invoice: InvoiceReply | ProblemEvidence) => void (shop.proxy.onInvoice = () => invoice);
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
  const asked = () => shop.proxy.sent('/v1/invoice').length;

  it('shows lines, total and due date, and pays the invoice’s own payment once for two presses', async () => {
    becomes(openInvoice({ dueDate: Date.UTC(2999, 0, 15, 12) / 1000 }));
    const element = open();
    await says(element, 'Pay €100.00');
    for (const text of ['Invoice R-0042', '2 × Glazing', '€120.00', '-€20.00', 'Please pay by January 15, 2999.'])
      expect(textOf(element)).to.contain(text);
    expect(await axeViolations(element)).to.deep.equal([]);
    expect(stripe.secrets).to.deep.equal([openInvoice().payment?.clientSecret]);
    stands('paid');
    pressPay(element);
    pressPay(element);
    await says(element, 'This invoice is paid');
    expect(stripe.confirms).to.deep.equal([
      { confirmParams: { return_url: openInvoice().payment?.returnUrl }, redirect: 'if_required' },
    ]);
    expect(stripe.destroyed).to.equal(1);
    expect(asked()).to.equal(2);
    expect(element.shadowRoot?.activeElement?.textContent).to.contain('paid');
  });

  it('says what the lines come to that are too many to be shown', async () => {
    becomes(openInvoice({ restAmount: 300 }));
    const element = open();
    await says(element, 'Further lines €3.00');
    becomes(openInvoice());
    const whole = open();
    await says(whole, 'Pay €100.00');
    expect(textOf(whole)).not.to.contain('Further lines');
  });

  it('takes the token out of the address, and finds the invoice again after a reload', async () => {
    stands('paid');
    open().remove();
    expect(location.hash).to.equal('');
    shop.page.arrival = takeArrival();
    const element = shop.add('<stripe-cart-invoice></stripe-cart-invoice>');
    await says(element, 'This invoice is paid');
    expect(shop.proxy.sent('/v1/invoice').at(-1)).to.deep.equal({ token: token('link'), locale: 'en' });
    expect(JSON.stringify([localStorage, document.documentElement.innerHTML])).not.to.contain(token('link'));
  });

  for (const status of INVOICE_STATUSES.filter((one) => one !== 'open')) {
    it(`draws ${status} in words of its own, with a next step and no way to pay`, async () => {
      stands(status);
      const element = open();
      await until('it is drawn', () => element.shadowRoot?.querySelector(`[data-status=${status}]`));
      expect(textOf(element)).not.to.contain('We could not tell');
      expect(textOf(element)).to.contain('Invoice R-0042');
      expect(inside(element, '[part=invoice] p').textContent).to.match(/\.$/);
      expect(element.shadowRoot?.querySelector('[part=pay]')).to.equal(null);
      expect(stripe.secrets).to.deep.equal([]);
    });
  }

  it('says what is left of an invoice that is partly paid, and pays that', async () => {
    becomes(openInvoice({ paid: 4000, remaining: 6000 }));
    stripe.amount = 6000;
    const element = open();
    await says(element, 'Pay €60.00');
    expect(textOf(element)).to.match(/Total €100.00 Paid so far €40.00 Left to pay €60.00/);
    stands('paid');
    pressPay(element);
    await says(element, 'This invoice is paid');
  });

  it('can be paid after its due date, and says that it is late', async () => {
    becomes(openInvoice({ dueDate: Date.UTC(2020, 4, 5, 12) / 1000 }));
    const element = open();
    await says(element, 'This was due on May 5, 2020.');
    await says(element, 'Pay €100.00');
  });

  it('has words for a status that only a newer proxy knows', async () => {
    shop.proxy.fault = async () => Response.json({ ...openInvoice(), status: 'frozen', payment: null });
    await says(open(), 'We could not tell how this invoice stands');
  });

  for (const [code, sentence] of [
    ['invoice_not_found', 'whole link'],
    ['invoice_link_expired', 'too old'],
    ['not_found', 'tell the shop'],
    ['rate_limited', 'a little too often'],
  ] as const) {
    it(`says what to do where the proxy answers ${code}`, async () => {
      becomes(code === 'rate_limited' ? { code, retryAfter: 0 } : { code });
      const element = open();
      await says(element, sentence);
      expect(problems).to.deep.equal([code]);
      const button = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].at(-1);
      // Of the link itself nothing changes by asking again.
      if (code.startsWith('invoice_')) return expect(button).to.equal(undefined);
      stands('paid');
      press(element, 'Check again');
      return says(element, 'This invoice is paid');
    });
  }

  it('cannot be read by a widget that does not know its shape', async () => {
    const strange = {
      remaining: 1.5,
      total: '100',
      lines: {},
      payment: { clientSecret: null },
      status: 1,
      currency: null,
    };
    for (const [field, value] of Object.entries(strange)) {
      problems = [];
      shop.proxy.fault = async () => Response.json({ ...openInvoice(), [field]: value });
      const element = open();
      await says(element, 'Something is wrong with this checkout.');
      expect(problems, field).to.deep.equal(['unreadable']);
      element.remove();
    }
  });

  it('asks for the whole link where there is none, and nobody is asked', async () => {
    await says(open('top'), 'Please use the whole link');
    expect(asked()).to.equal(0);
  });

  it('asks for the whole link where the proxy was sent half of one', async () => {
    shop.proxy.onInvoice = () => ({ code: 'invalid_request', path: 'token' });
    await says(open(), 'Please use the whole link');
    expect(problems).to.deep.equal([]);
  });

  it('tells a refused card by our own sentence, and keeps form and payment', async () => {
    const element = await openForm();
    stripe.onConfirm = () =>
      stripe.refuses({ decline_code: 'stolen_card', message: 'Your card was stolen.' }, 'requires_payment_method');
    pressPay(element);
    await says(element, 'Your bank has declined this payment.');
    expect(textOf(element)).not.to.contain('stolen');
    stripe.onConfirm = () => stripe.becomes('succeeded');
    stands('paid');
    pressPay(element);
    await says(element, 'This invoice is paid');
    expect(stripe.secrets).to.have.length(1);
  });

  it('does not believe Stripe.js that it was paid, and does not offer it again', async () => {
    const element = await openForm();
    pressPay(element);
    await says(element, 'It may have worked.');
    expect(element.shadowRoot?.querySelector('[part=pay]')).to.equal(null);
    expect(element.shadowRoot?.activeElement?.localName).to.equal('h2');
    stands('paid');
    press(element, 'Check again');
    await says(element, 'This invoice is paid');
  });

  for (const [name, refuse] of [
    ['no answer at all', () => Promise.reject(new Error('IntegrationError'))],
    ['an answer that the network lost', () => stripe.refuses({ type: 'api_connection_error' })],
    ['a payment that is over', () => stripe.refuses({ type: 'invalid_request_error' }, 'succeeded')],
  ] as const) {
    it(`asks the proxy after ${name}, and gives the form back only where nothing was paid`, async () => {
      const element = await openForm();
      stripe.onConfirm = refuse;
      pressPay(element);
      await says(element, 'No payment has arrived.');
      expect(asked()).to.equal(4);
      stands('processing');
      pressPay(element);
      await says(element, 'A payment is on its way');
    });
  }

  it('is unsure where the proxy cannot be reached after a press', async () => {
    const element = await openForm();
    shop.proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    pressPay(element);
    await says(element, 'It may have worked.');
    shop.proxy.fault = null;
    stands('paid');
    press(element, 'Check again');
    await says(element, 'This invoice is paid');
  });

  it('pays nothing where another tab has paid it meanwhile', async () => {
    const element = await openForm();
    stripe.status = 'succeeded';
    stands('paid');
    pressPay(element);
    await says(element, 'This invoice is paid');
    expect(stripe.confirms).to.deep.equal([]);
  });

  it('pays nothing where the shop has cancelled it meanwhile', async () => {
    const element = await openForm();
    stripe.status = 'canceled';
    stands('void');
    pressPay(element);
    await says(element, 'This invoice was cancelled');
    expect(stripe.confirms).to.deep.equal([]);
  });

  it('draws a new amount before anything is paid of it', async () => {
    const element = await openForm();
    stripe.amount = 7000;
    becomes(openInvoice({ paid: 3000, remaining: 7000 }));
    pressPay(element);
    await says(element, 'The total has changed.');
    await says(element, 'Pay €70.00');
    expect(stripe.confirms).to.deep.equal([]);
    stands('paid');
    pressPay(element);
    await says(element, 'This invoice is paid');
  });

  it('pays no amount that the invoice does not name', async () => {
    const element = await openForm();
    stripe.amount = 999900;
    pressPay(element);
    await says(element, 'or ask the shop');
    expect(stripe.confirms).to.deep.equal([]);
  });

  it('sends nothing while a field is incomplete', async () => {
    const element = await openForm();
    stripe.onSubmit = () => Promise.resolve({ error: { message: 'Your card number is incomplete.' } });
    pressPay(element);
    await says(element, 'Something is still missing.');
    expect(stripe.confirms).to.deep.equal([]);
    expect(asked()).to.equal(1);
  });

  it('asks the proxy while Stripe does not answer, and draws what it says', async () => {
    const element = await openForm();
    StripeCartInvoice.confirmLimit = 0;
    stripe.onConfirm = () => new Promise(() => undefined);
    pressPay(element);
    await says(element, 'We do not know yet whether you have paid');
    stands('paid');
    await says(element, 'This invoice is paid');
  });

  it('has another try where Stripe.js cannot be loaded in time, or gives up', async () => {
    StripeCartInvoice.loadLimit = 0;
    becomes(openInvoice());
    const element = open();
    await says(element, 'The payment form cannot be loaded here');
    expect(problems).to.deep.equal(['payment_form_unavailable']);
    StripeCartInvoice.loadLimit = loadLimit;
    press(element, 'Try again');
    await says(element, 'Pay €100.00');
    stripe.breaks();
    await says(element, 'The payment form cannot be loaded here');
    expect(element.querySelector('[slot=payment]')).to.equal(null);
  });

  it('has no form before Stripe’s fields are there, and another try where they do not come in time', async () => {
    stripe.framesCome = false;
    becomes(openInvoice());
    const late = stopClock(loadLimit);
    const element = open();
    await until('the fields are asked for', () => stripe.mounted.length === 1);
    await settled();
    expect(textOf(element)).not.to.contain('Pay €100.00');
    late();
    await says(element, 'The payment form cannot be loaded here');
    expect(stripe.destroyed).to.equal(1);
    expect(element.querySelector('[slot=payment]')).to.equal(null);
    press(element, 'Try again');
    await until('they are asked for again', () => stripe.mounted.length === 2);
    stripe.arrives();
    await says(element, 'Pay €100.00');
  });

  it('looks again when the page wakes up in the middle of a payment', async () => {
    const element = await openForm();
    stripe.onConfirm = () => new Promise(() => undefined);
    pressPay(element);
    await says(element, 'Confirming your payment…');
    stands('processing');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await says(element, 'A payment is on its way');
  });

  it('keeps the form where the buyer goes to another place in the page', async () => {
    const element = await openForm();
    location.hash = 'terms';
    await until('they are there', () => location.hash === '#terms');
    await settled();
    expect(asked()).to.equal(1);
    expect(stripe.destroyed).to.equal(0);
    expect(inside(element, '[part=pay]').textContent).to.contain('Pay €100.00');
  });

  it('goes with its element in the middle of a payment, and is looked up again when that comes back', async () => {
    const element = await openForm();
    let answer: () => void = () => undefined;
    stripe.onConfirm = () => new Promise((resolve) => (answer = () => resolve({ paymentIntent: stripe.intent })));
    pressPay(element);
    await until('it is confirmed', () => stripe.confirms.length === 1);
    element.remove();
    answer();
    await settled();
    expect(stripe.destroyed).to.equal(1);
    expect(asked()).to.equal(1);
    stands('paid');
    document.body.append(element);
    await says(element, 'This invoice is paid');
  });

  it('opens another link on the same page', async () => {
    stands('paid');
    const element = open();
    await says(element, 'This invoice is paid');
    becomes(openInvoice({ number: 'R-0043' }));
    location.hash = `invoice=${token('another')}`;
    // The page's own listener, which the script tag adds before any element is there.
    await says(element, 'Invoice R-0043');
    expect(shop.proxy.sent('/v1/invoice').at(-1)).to.include({ token: token('another') });
  });

  it('draws nothing of the last invoice where the next link opens none', async () => {
    stands('paid');
    const element = open();
    await says(element, 'R-0042');
    becomes({ code: 'invoice_not_found' });
    location.hash = `invoice=${token('gone')}`;
    await until('it is asked', () => asked() === 2);
    await until('the last one is gone', () => !textOf(element).includes('R-0042'));
    await until('it is refused', () => problems.includes('invoice_not_found'));
    await settled();
    expect(textOf(element)).not.to.match(/R-0042|Glazing|100\.00/);
  });

  it('leaves the cart alone, and no secret behind', async () => {
    shop.cart.add('mug');
    const element = await openForm();
    stands('paid');
    pressPay(element);
    await says(element, 'This invoice is paid');
    await settled();
    expect(shop.page.store.cart.lines).to.have.length(1);
    expect(JSON.stringify([localStorage, history.state, location.href])).not.to.contain('_secret_');
  });

  it('is defined, by a chunk of its own, where the page has such an element', async () => {
    defineElements('no-invoice');
    const element = shop.add('<with-invoice-invoice>Please allow scripts to see it.</with-invoice-invoice>');
    defineElements('with-invoice');
    await until('it is drawn', () => element.shadowRoot);
    expect(customElements.get('no-invoice-invoice')).to.equal(undefined);
  });
});
