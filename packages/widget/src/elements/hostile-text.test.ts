import { expect } from 'chai';
import { settled, ShopPage, until } from '../../test-page/shop-page.js';
import { mug, openInvoice, paidOrder, token } from '../../test-page/stub-proxy.js';
import { defineElements } from '../elements.js';

const shop = new ShopPage();

/** Ways in which text has become script, style or an address elsewhere; each would call `executed`. */
const SCRIPTS = ['executed()', 'window.executed()', 'top.executed()', 'parent["executed"]()', 'eval("executed()")'];
const WRAPPERS = [
  (s: string) => `<script>${s}</script>`,
  (s: string) => `<img src=x onerror=${s}>`,
  (s: string) => `"><svg onload="${s}">`,
  (s: string) => `'><iframe srcdoc="<script>${s}</script>">`,
  (s: string) => `\${${s}}`,
  (s: string) => `{{${s}}}`,
  (s: string) => `javascript:${s}`,
  (s: string) => `</style><script>${s}</script>`,
  (s: string) => `--><script>${s}</script>`,
  (s: string) => `<a href="javascript:${s}">x</a>`,
  (s: string) => `<details open ontoggle=${s}>`,
  (s: string) => `<body onpageshow=${s}>`,
  (s: string) => `data:text/html,<script>${s}</script>`,
  (s: string) => `<math><mtext><table><mglyph><style><img src onerror=${s}>`,
  (s: string) => `<template shadowrootmode=open><img src=x onerror=${s}>`,
  (s: string) => `?lit$123$<img src=x onerror=${s}>`,
  (s: string) => `<input autofocus onfocus=${s}>`,
  (s: string) => `<object data="javascript:${s}">`,
  (s: string) => `\u0022 style=animation-name:x onanimationstart=${s} `,
  (s: string) => `<base href="javascript:${s}//">`,
];
const CORPUS = SCRIPTS.flatMap((script) => WRAPPERS.map((wrap) => wrap(script)));

describe('hostile text', () => {
  let executions = 0;
  before(() => Object.assign(window, { executed: () => executions++ }));
  beforeEach(() => shop.reset({ layout: 'inline' }));

  const elementsIn = (element: Element) =>
    element.shadowRoot?.querySelectorAll('script, iframe, object, base, style, [onerror]');

  it('stays text wherever the catalogue and the stored cart put it', async () => {
    // `printable` ids and choices may hold all of this; addresses have to be addresses, and are tried below.
    await shop.sells(
      CORPUS.map((text, n) =>
        mug({
          id: `i${n}`,
          name: text,
          description: text,
          options: [{ kind: 'choice', name: text.slice(0, 40), required: true, values: [{ value: text, delta: 0 }] }],
        }),
      ),
    );
    const lines = CORPUS.map((text, n) => ({
      item: n % 2 ? `i${n}` : text,
      quantity: 1,
      options: [{ name: text.slice(0, 40), value: text }],
    }));
    shop.writeElsewhere(JSON.stringify({ version: 1, lines }));
    await until('all are drawn', () => (shop.cart.shadowRoot?.querySelectorAll('.line').length ?? 0) >= CORPUS.length);
    await settled();
    expect(elementsIn(shop.cart)).to.have.length(0);
    expect(executions).to.equal(0);
  });

  it('never becomes an address other than http(s)', async () => {
    const urls = [
      'javascript:executed()',
      'data:text/html,<script>parent.executed()</script>',
      'blob:x',
      ' javascript:executed()',
    ];
    // The contract refuses these, so they come past it: from a proxy that is not ours.
    const items = urls.map((url, n) => mug({ id: `i${n}`, url, image: url }));
    shop.proxy.fault = async () => Response.json({ config: shop.proxy.config, items });
    for (const [n] of urls.entries()) shop.cart.add(`i${n}`);
    await shop.sells(items);
    await settled();
    expect(shop.cart.shadowRoot?.querySelectorAll('.line')).to.have.length(urls.length);
    expect(shop.cart.shadowRoot?.querySelectorAll('.line a, .line img')).to.have.length(0);
    expect(executions).to.equal(0);
  });

  it('stays text in an order', async () => {
    shop.page.arrival = { from: 'payment', ask: { by: 'order', token: token('order') } };
    const lines = CORPUS.map((text) => ({
      item: text,
      name: text,
      options: [{ name: text.slice(0, 40), value: text }],
      quantity: 1,
      unitAmount: 1,
      subtotal: 1,
    }));
    shop.proxy.onOrder = () => paidOrder({ lines });
    const element = shop.add('<stripe-cart-return></stripe-cart-return>');
    await until('it is drawn', () => element.shadowRoot?.querySelector('li'));
    await settled();
    expect(element.shadowRoot?.querySelectorAll('li')).to.have.length(CORPUS.length);
    expect(elementsIn(element)).to.have.length(0);
    expect(executions).to.equal(0);
  });

  it('stays text in an invoice', async () => {
    shop.page.arrival = { from: 'invoice', token: token('link') };
    const lines = CORPUS.map((description) => ({ description, quantity: 1, amount: 1 }));
    shop.proxy.onInvoice = () => openInvoice({ status: 'paid', payment: null, number: CORPUS[0] ?? '', lines });
    const element = shop.add('<stripe-cart-invoice></stripe-cart-invoice>');
    defineElements('stripe-cart');
    await until('it is drawn', () => element.shadowRoot?.querySelector('li'));
    await settled();
    expect(element.shadowRoot?.querySelectorAll('li')).to.have.length(CORPUS.length);
    expect(elementsIn(element)).to.have.length(0);
    expect(executions).to.equal(0);
  });

  it('is not taken from a server where something went wrong', async () => {
    shop.proxy.fault = async () =>
      Response.json({ code: CORPUS[0], message: CORPUS[1], requestId: CORPUS[2], retryable: false }, { status: 500 });
    const order = shop.add('<stripe-cart-return></stripe-cart-return>');
    await settled();
    expect(elementsIn(order)).to.have.length(0);
    expect(executions).to.equal(0);
  });

  it('does nothing to names of elements and forms that shadow globals', () => {
    shop.add('<form id="stripeCart" name="navigator"><input name="cart"><input name="addEventListener"></form>');
    shop.add('<button data-cart-add="mug"></button>').click();
    expect(shop.page.store.cart.lines).to.have.length(1);
  });
});
