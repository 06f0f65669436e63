import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES, type OrderStatus } from '@stripe-cart/contract';
import type { ReturnPages } from '../config/config.js';
import { pageTag, returnPage } from './return-page.js';

const RETURN = 'https://shop.example/thanks';
const DANKE = 'https://shop.example/danke';
const PENDING = 'https://shop.example/pending';
const ERROR = 'pottery://sorry';
const BOOK = 'https://shop.example/book';
const pages: ReturnPages = {
  returnUrl: RETURN,
  pendingUrl: PENDING,
  errorUrl: ERROR,
  pages: [
    { tag: 'de', url: DANKE },
    { tag: 'pt-BR', url: 'https://shop.example/obrigado' },
  ],
  schemes: ['pottery'],
};
const bare: ReturnPages = { ...pages, pendingUrl: null, errorUrl: null, pages: [] };

const EXPECTED: Readonly<Record<OrderStatus, string>> = {
  paid: BOOK,
  free: BOOK,
  trialing: BOOK,
  authorised: BOOK,
  review: DANKE,
  refunded: DANKE,
  partly_refunded: DANKE,
  disputed: DANKE,
  pending: PENDING,
  unpaid: ERROR,
  failed: ERROR,
  canceled: ERROR,
  expired: ERROR,
  unknown: DANKE,
};

describe('the page that a buyer is sent on to', () => {
  test.each(ORDER_STATUSES)('is the one for what is %s', (status) => {
    expect(returnPage(pages, { status, page: 'de', itemPages: [BOOK, BOOK] })).toBe(EXPECTED[status]);
    expect(returnPage(bare, { status, page: 'de', itemPages: [null] })).toBe(RETURN);
  });

  test('is nobody’s own page for two things with two pages, and claims nothing where nothing is known', () => {
    for (const itemPages of [[], [null], [BOOK, null], [null, BOOK], [BOOK, RETURN]]) {
      expect(returnPage(pages, { status: 'paid', page: undefined, itemPages })).toBe(RETURN);
    }
    expect(returnPage(pages, { status: null, page: 'de', itemPages: [BOOK] })).toBe(DANKE);
  });

  test('is always one that the shop has, whatever stands in the address', () => {
    const known = new Set([RETURN, DANKE, PENDING, ERROR, 'https://shop.example/obrigado']);
    const anything = fc.record({
      status: fc.option(fc.constantFrom(...ORDER_STATUSES)),
      page: fc.oneof(fc.string(), fc.constantFrom('de', 'pt-BR', '__proto__', 'https://evil.test')),
      itemPages: fc.constant([]),
    });
    fc.assert(fc.property(anything, (returned) => known.has(returnPage(pages, returned))));
  });

  test.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-at', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt', null],
    ['fr', null],
    [undefined, null],
  ])('of the language %s is that of %s', (locale, tag) => {
    expect(pageTag(pages.pages, locale)).toBe(tag);
  });
});
