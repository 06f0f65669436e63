import { executeServerCommand } from '@web/test-runner-commands';
import { expect } from 'chai';
import { Navigations, textOf, until } from '../test-page/shop-page.js';

type StrictWindow = Window & { readonly violations: string[]; readonly warnings: string[] };

/** Loads the built script in a page of its own. */
async function openStrictPage(hash = '', name = 'strict'): Promise<StrictWindow> {
  const frame = document.createElement('iframe');
  frame.src = `/packages/widget/test-page/${name}.html${hash}`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  return frame.contentWindow as StrictWindow;
}

const scriptKey = () => `stripe-cart:${new URL('/packages/widget/dist/script/', location.href).href}:`;

describe('the built script', () => {
  beforeEach(() => localStorage.removeItem(scriptKey()));
  afterEach(() => document.body.replaceChildren());

  it('sells under a strict policy with Trusted Types, without a violation', async () => {
    const page = await openStrictPage();
    const { document: shop } = page;
    const cart = await until('a cart was added', () =>
      shop.querySelector<HTMLElement & { open(): void }>('stripe-cart'),
    );
    expect(cart.getAttribute('opener')).to.equal('floating');
    shop.querySelector<HTMLElement>('[data-cart-add]')?.click();
    expect(shop.querySelector('[data-cart-count]')?.textContent).to.equal('1');
    await until('the elements are there', () => cart.shadowRoot);
    cart.open();
    await until('the price is drawn', () => textOf(cart).includes('€19.50'));
    expect(page.violations).to.deep.equal([]);
    const { headers } = await fetch(page.location.href);
    expect(headers.get('content-security-policy')).to.contain("require-trusted-types-for 'script'");
  });

  it('finds its proxy from its own URL, and stores under it', async () => {
    const { document: shop } = await openStrictPage();
    shop.querySelector<HTMLElement>('[data-cart-add]')?.click();
    expect(localStorage.getItem(scriptKey())).to.contain('"mug"');
  });

  it('sells from files alone under a strict policy, and asks for no file but its own and the list of links', async () => {
    localStorage.removeItem('stripe-cart::');
    const navigations = new Navigations();
    const page = await openStrictPage('', 'strict-links');
    const { document: shop } = page;
    shop.querySelector<HTMLElement>('[data-cart-add]')?.click();
    await until('the total is there', () => shop.querySelector('[data-cart-total]')?.textContent === '€19.50');
    expect(localStorage.getItem('stripe-cart::')).to.contain('"mug"');
    await shop.querySelector<HTMLElement & { checkout(): Promise<void> }>('stripe-cart')?.checkout();
    // The page is in a frame, which Stripe's page would refuse to be shown in: the whole window goes there.
    const left = await until('the whole window leaves', () => navigations.urls.at(-1));
    navigations.stop();
    expect(left).to.match(/^https:\/\/buy\.stripe\.com\/test_mug\?client_reference_id=[\da-f-]{36}&locale=en$/);
    const asked = page.performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    const own = /^\/__web-dev-server__|\/dist\/script\/|\/strict-watch\.js$/;
    expect(asked.filter((path) => !own.test(path))).to.deep.equal(['/packages/widget/test-page/strict-links.json']);
    expect(page.violations).to.deep.equal([]);
    expect(page.warnings).to.deep.equal([]);
    for (const key of ['stripe-cart::', 'stripe-cart:departure:']) localStorage.removeItem(key);
  });

  it('is a no-op with a warning the second time', async () => {
    const page = await openStrictPage();
    expect(page.warnings).to.have.length(1);
    page.document.querySelector<HTMLElement>('[data-cart-add]')?.click();
    expect(page.document.querySelectorAll('stripe-cart')).to.have.length(1);
    expect(page.document.querySelector('[data-cart-count]')?.textContent).to.equal('1');
  });

  it('has stripped the address by the time the page has loaded', async () => {
    const page = await openStrictPage('#order=a.b.c.d.e');
    expect(page.location.hash).to.equal('');
    expect(JSON.stringify(page.history.state)).to.contain('a.b.c.d.e');
  });

  it('loads one file at first, and one more on idle', async () => {
    const page = await openStrictPage();
    const scripts = () =>
      page.performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.includes('/dist/script/') && !name.includes('?again'));
    await until('the elements are there', () => page.document.querySelector('stripe-cart')?.shadowRoot);
    expect(scripts()).to.have.length(2);
  });

  /** Every file of the built script, entry first; found as a browser finds them. */
  const allFiles = async (): Promise<Map<string, string>> => {
    const files = new Map<string, string>();
    const queue = ['stripe-cart.js'];
    for (const name of queue) {
      const text = await (await fetch(`/packages/widget/dist/script/${name}`)).text();
      files.set(name, text);
      const found = Array.from(
        text.matchAll(/import\(["`'][^"`']*?([\w-]+\.js)["`']\)/g),
        ([, file]) => `chunks/${file}`,
      );
      queue.push(...found.filter((file) => !queue.includes(file)));
    }
    return files;
  };

  it('has no sink for markup or code of its own in any file', async () => {
    const files = await allFiles();
    expect(Array.from(files.keys(), (name) => name.replace(/-[\w-]{8}\.js$/, ''))).to.have.members([
      'stripe-cart.js',
      'chunks/elements',
      'chunks/trouble',
      'chunks/recurring',
      'chunks/invoice',
      'chunks/invoice-form',
      'chunks/fixed-link-shop',
      'chunks/payment-step',
      'chunks/stripe-js',
      'chunks/elements-form',
      'chunks/embedded-page',
      'chunks/intent-form',
      'chunks/payment-trouble',
      'chunks/payment-failures',
      'chunks/payment-choices',
    ]);
    for (const [name, text] of files) {
      expect(text, name).not.to.match(/\beval\(|new Function|document\.write|insertAdjacentHTML|\bbeforeunload\b/);
      if (name !== 'stripe-cart.js') expect(text, name).not.to.contain('../stripe-cart.js');
    }
    // The one assignment is lit-html's, of our own constant templates, through its Trusted Types policy.
    expect([...files.values()].join('').match(/innerHTML/g)).to.have.length(1);
  });

  it('knows Stripe.js’s address in one file only, has no copy of it, and never Stripe’s keys', async () => {
    const files = await allFiles();
    const naming = [...files].filter(([, text]) => text.includes('https://js.stripe.com')).map(([name]) => name);
    expect(naming).to.have.length(1);
    expect(naming[0]).to.contain('stripe-js');
    for (const [name, text] of files) expect(text, name).not.to.match(/[rs]k_(test|live)_|whsec_/);
  });
});

describe('the npm build', () => {
  it('can be imported in Node, and calling it there is harmless', async () => {
    const names = 'StripeCart StripeCartButton StripeCartReturn defineStripeCart';
    expect(await executeServerCommand('import-in-node', './dist/index.js')).to.equal(names);
    expect(await executeServerCommand('import-in-node', './dist/define.js')).to.equal('');
  });

  it('defines under another tag, twice without harm, and starts with the first element that connects', async () => {
    const { defineStripeCart } = await import('./define-stripe-cart.js');
    const { currentPage } = await import('./page/current-page.js');
    defineStripeCart('my-cart');
    defineStripeCart('my-cart');
    expect(currentPage()).to.equal(undefined);
    const cart = document.createElement('my-cart');
    cart.setAttribute('proxy', 'https://pay.shop.test/base');
    cart.setAttribute('shop', 'npm');
    document.body.append(cart, document.createElement('my-cart-button'));
    expect(currentPage()?.proxy).to.equal('https://pay.shop.test/base/');
    expect(document.querySelector('my-cart-button')?.shadowRoot?.textContent).to.contain('0');
    const { defineElements } = await import('./elements.js');
    defineElements('second-cart');
    expect(document.createElement('second-cart')).to.be.instanceOf(HTMLElement);
  });
});
