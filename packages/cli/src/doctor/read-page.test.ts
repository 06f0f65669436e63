import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from './read-page.js';

const ADDRESS = 'https://shop.example/pots/index.html';
const read = (html: string, headers: Readonly<Record<string, string>> = {}) =>
  readPage(html, ADDRESS, new Map(Object.entries(headers)));

describe('a page', () => {
  it('resolves its addresses as a browser does, by its base where it has one', () => {
    const scripts = '<script src="cart.js"></script><script type="MODULE" src="//pay.example/stripe-cart.js"></script>';
    expect(read(scripts).scripts.map(({ src, isModule }) => [src.href, isModule])).toEqual([
      ['https://shop.example/pots/cart.js', false],
      ['https://pay.example/stripe-cart.js', true],
    ]);
    expect(read(`<base href="/assets/">${scripts}`).scripts[0]?.src.href).toBe('https://shop.example/assets/cart.js');
  });

  it('has the items of its buttons, links and forms, each once', () => {
    const { items } = read(`
      <button data-cart-add="mug">Add</button><a data-cart-buy="jug" href="/">Buy</a>
      <form data-cart-add="mug"></form><button data-cart-add data-item-id="bowl">Add</button>
      <button data-cart-add>Nothing</button><!-- <button data-cart-add="plate"> -->`);
    expect(items).toEqual(['mug', 'jug', 'bowl']);
  });

  it('has the forms that sell without a script: posted, and for the cart', () => {
    const { forms } = read(`
      <form data-cart-add="mug" method="POST" action="https://pay.example/v1/checkout" rel="noreferrer"></form>
      <form data-cart-add="mug" action="https://pay.example/v1/checkout"></form>
      <form method="post" action="https://pay.example/v1/checkout"></form>`);
    expect(forms.map(({ action, isWithoutReferrer }) => [action.href, isWithoutReferrer])).toEqual([
      ['https://pay.example/v1/checkout', true],
    ]);
  });

  it('has the policies of its header and of its markup', () => {
    const meta = `<meta http-equiv="content-security-policy" content="script-src 'self'"><meta name="referrer" content="origin, no-such-policy">`;
    const page = read(meta, { 'content-security-policy': "default-src 'none'", 'referrer-policy': 'no-referrer' });
    expect(page.contentSecurityPolicies).toEqual(["default-src 'none'", "script-src 'self'"]);
    expect(page.referrerPolicy).toBe('origin');
    expect(read('', { 'referrer-policy': 'no-referrer, strict-origin' }).referrerPolicy).toBe('strict-origin');
    expect(read('').referrerPolicy).toBe(null);
  });

  it('is read whatever is in it', () => {
    const tag = fc.constantFrom(
      '<base href="',
      '<script src=',
      '<form method=post data-cart-add action="',
      '"',
      '>',
      '<meta ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.string({ maxLength: 12 })), { maxLength: 12 }), (parts) => {
        expect(read(parts.join('')).url.href).toBe(ADDRESS);
      }),
      { numRuns: 300 },
    );
  });
});
