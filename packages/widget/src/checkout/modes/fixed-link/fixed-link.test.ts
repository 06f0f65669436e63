import type { FixedLink } from '@stripe-cart/contract';
import { expect } from 'chai';
import { buyAt, line, linkFor, LinksPage } from '../../../../test-page/links-page.js';
import { axeViolations, inside, Navigations, press, settled, textOf, until } from '../../../../test-page/shop-page.js';
import { mug } from '../../../../test-page/stub-proxy.js';

const shop = new LinksPage();

describe('checkout="fixed-link"', () => {
  let navigations: Navigations;
  let problems: unknown[];
  const hear = (event: Event) => problems.push((event as CustomEvent<unknown>).detail);
  const here = location.href;
  beforeEach(async () => {
    await shop.reset();
    navigations = new Navigations();
    problems = [];
    document.addEventListener('cart-problem', hear);
  });
  afterEach(() => {
    navigations.stop();
    document.removeEventListener('cart-problem', hear);
    history.replaceState(null, '', here);
    document.documentElement.lang = 'en';
    shop.end();
  });

  const attempt = () => shop.page.store.cart.payment?.attempt ?? '';
  const lines = () => shop.page.store.cart.lines;
  const left = () => navigations.urls.at(-1) ?? '';
  /** The buyer presses Checkout and is on the way to the link of this name. */
  const goesTo = async (name: string) => {
    navigations.urls.length = 0;
    shop.pay();
    await until(`the buyer is on the way to ${name}`, () => left().split('?')[0] === buyAt(name));
  };
  it('shows names and prices from the file, and asks for nothing else, nor with credentials', async () => {
    await shop.openWith(line('mug', 2));
    expect(textOf(shop.cart)).to.contain('Stoneware mug').and.to.contain('€39.00').and.to.contain('Test mode');
    await goesTo('mugs');
    expect(shop.asked.filter(({ url }) => url !== LinksPage.address)).to.deep.equal([]);
    expect(new Set(shop.asked.map(({ credentials }) => credentials))).not.to.include('include');
    expect(shop.proxy.requests).to.deep.equal([]);
  });

  it('fetches the file once, without credentials', async () => {
    await shop.sells();
    expect(shop.asked).to.deep.equal([{ url: LinksPage.address, credentials: 'omit' }]);
    await shop.openWith(line('mug'));
    shop.cart.close();
    shop.cart.open();
    await goesTo('mug');
    expect(shop.asked).to.have.length(1);
  });

  it('infers no proxy, and stores under none', async () => {
    expect(shop.page.proxy).to.equal('');
    await shop.openWith(line('mug'));
    expect(shop.stored).to.contain('"mug"');
  });

  it('goes to the link of exactly this cart, in whatever order it was filled, and stores the attempt first', async () => {
    await shop.openWith(line('plate'), line('mug'));
    let storedThen: (string | null)[] = [];
    const leaves = () => (storedThen = [shop.stored, shop.departed]);
    navigation.addEventListener('navigate', leaves, { once: true });
    await goesTo('mug_plate');
    expect(attempt()).to.match(/^[\da-f-]{36}$/);
    expect(storedThen[0]).to.contain(`"attempt":"${attempt()}"`);
    expect(JSON.parse(storedThen[1] ?? '')).to.deep.equal({
      attempt: attempt(),
      carts: [{ lines: [line('plate'), line('mug')], things: '1 × Plate, 1 × Stoneware mug' }],
    });
    expect(Object.fromEntries(new URL(left()).searchParams)).to.deep.equal({
      client_reference_id: attempt(),
      locale: 'en',
    });
    expect(lines()).to.have.length(2);
  });

  it('takes language, promotion code and campaign along, and nothing about the buyer', async () => {
    document.documentElement.lang = 'pt-BR';
    shop.cart.setAttribute('promo-code', 'SPRING');
    await shop.openWith(line('mug'));
    navigations.stop();
    history.replaceState(null, '', '?utm_source=news&email=ada@example.com&prefilled_email=ada@example.com');
    navigations = new Navigations();
    await goesTo('mug');
    expect(Object.fromEntries(new URL(left()).searchParams)).to.deep.equal({
      client_reference_id: attempt(),
      locale: 'pt-BR',
      prefilled_promo_code: 'SPRING',
      utm_source: 'news',
    });
  });

  it('starts once, however often the button is pressed', async () => {
    await shop.openWith(line('mug'));
    for (let n = 0; n < 5; n++) shop.pay();
    await until('the buyer leaves', () => left() !== '');
    await settled();
    expect(navigations.urls).to.have.length(1);
    expect(inside<HTMLAnchorElement>(shop.cart, 'a[part=checkout]').href).to.equal(left());
  });

  it('can be cancelled by the page', async () => {
    await shop.openWith(line('mug'));
    shop.cart.addEventListener('cart-checkout', (event) => event.preventDefault(), { once: true });
    shop.pay();
    await settled();
    expect(navigations.urls).to.deep.equal([]);
    await goesTo('mug');
  });

  it('is an ordinary cart again after Back, under the same attempt', async () => {
    await shop.openWith(line('mug'));
    await goesTo('mug');
    const before = attempt();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until('the button is there', () => shop.cart.shadowRoot?.querySelector('button[part=checkout]'));
    await goesTo('mug');
    expect(attempt()).to.equal(before);
    expect(shop.proxy.requests).to.deep.equal([]);
  });

  it('takes away no token that a proxy has given for this attempt on another page', async () => {
    await shop.openWith(line('mug'));
    shop.page.store.apply({ type: 'resume', attempt: attempt(), resume: 'a.b.c.d.e' });
    await goesTo('mug');
    expect(shop.page.store.cart.payment?.resume).to.equal('a.b.c.d.e');
  });

  it('does not lead to the link of what was in the cart before, where the buyer stays and changes it', async () => {
    await shop.openWith(line('mug'));
    await goesTo('mug');
    await shop.sees('Continue to payment');
    shop.cart.add(line('plate'));
    await settled();
    expect(textOf(shop.cart)).not.to.contain('Continue to payment');
    await goesTo('mug_plate');
  });

  it('says beside the total where quantities are set on Stripe’s page, and only there', async () => {
    await shop.openWith(line('poster', 3, 'Oak'));
    await shop.sees('You set the quantities on the payment page. It starts with 1 × Poster (Oak).');
    expect(inside(shop.cart, '[part=footer]').textContent).to.contain('You set the quantities');
    expect(await axeViolations()).to.deep.equal([]);
    await goesTo('poster');
    await shop.reset();
    await shop.openWith(line('mug'));
    expect(textOf(shop.cart)).not.to.contain('You set');
  });

  it('prefers the exact link to the adjustable one, and that to one for the amount', async () => {
    const exact = linkFor('exact', 3600, line('plate', 3));
    const adjustable: FixedLink = { ...linkFor('adjustable', 1200, line('plate')), adjustable: true };
    const amount: FixedLink = { url: buyAt('amount'), amount: 3600 };
    await shop.openWith(line('plate', 3));
    for (const [name, links] of Object.entries({
      exact: [amount, adjustable, exact],
      adjustable: [amount, adjustable],
      amount: [amount, linkFor('other', 1200, line('plate'))],
    })) {
      await shop.serves({ links });
      await settled();
      await goesTo(name);
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await settled();
    }
  });

  describe('with a file that cannot be used', () => {
    const faults: Record<string, () => Response> = {
      'that is not there': () => new Response('<h1>Not found</h1>', { status: 404 }),
      'that is no JSON': () => new Response('{"version":1'),
      'of another version': () => Response.json({ ...shop.file, version: 2 }),
      'without links': () => Response.json({ ...shop.file, links: undefined }),
      'with a link without an address': () => Response.json({ ...shop.file, links: [{ amount: 1 }] }),
      'with a relative address': () => Response.json({ ...shop.file, links: [{ url: '/pay', amount: 1 }] }),
      'with half a line': () =>
        Response.json({ ...shop.file, links: [{ ...linkFor('x', 1), lines: [{ item: 'mug' }] }] }),
      'with an item that has no options': () => Response.json({ ...shop.file, items: [{ ...mug(), options: null }] }),
      'in two currencies': () => Response.json({ ...shop.file, items: [mug({ currency: 'usd' })] }),
    };
    for (const [name, fault] of Object.entries(faults)) {
      it(`${name}, says so and sells nothing`, async () => {
        shop.fileFault = fault;
        shop.cart.add('mug');
        await shop.sells();
        expect(problems).to.deep.include({ code: 'unreadable', requestId: null });
        expect(shop.told.join()).to.contain(LinksPage.address);
      });
    }

    it('can be tried again', async () => {
      shop.fileFault = faults['that is no JSON'] ?? null;
      await shop.sells();
      shop.cart.add('mug');
      shop.cart.open();
      await shop.sees('Try again');
      shop.fileFault = null;
      press(shop.cart, 'Try again');
      await until('the problem is gone', () => !shop.cart.shadowRoot?.querySelector('[part=problem]'));
      await goesTo('mug');
    });

    for (const links of [
      'http://files.shop.test/links.json',
      'http://[',
      'data:application/json,{}',
      'file:///links.json',
    ]) {
      it(`is not fetched from ${links}`, async () => {
        shop.cart.setAttribute('links', links);
        await shop.sells();
        expect(shop.asked).to.deep.equal([]);
        expect(problems).to.deep.include({ code: 'unreadable', requestId: null });
      });
    }
  });

  for (const url of [
    'http://buy.stripe.com/test_1',
    'javascript:alert(1)//',
    'data:text/html,x',
    'ftp://buy.stripe.com/1',
  ]) {
    it(`does not go to ${url}`, async () => {
      await shop.serves({ links: [{ ...linkFor('mug', 1950, line('mug')), url }] });
      await shop.openWith(line('mug'));
      shop.pay();
      await shop.sees('Something is wrong with this checkout');
      expect(navigations.urls).to.deep.equal([]);
    });
  }
});
