import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeyring } from '../order/keyring.js';
import { footerWith } from './invoice-footer.js';
import { linkExpiry, makeInvoiceLink } from './invoice-link.js';
import { openInvoiceLink, openInvoiceReturn, sealInvoiceReturn } from './invoice-token.js';

const NOW = Date.UTC(2026, 10, 22);
const SECONDS = NOW / 1000;
const DAY = 24 * 3600;
const SECRET = 'a secret of at least thirty-two characters';
const settings = { shop: 'pots', publicUrl: 'https://pay.shop.example', tokenSecrets: [SECRET] as const };
const keys = createKeyring([SECRET]);
const INVOICE = 'in_1QbXyz2eZvKYlo2C';

const linkOf = (invoice = INVOICE, expires = SECONDS + DAY) => makeInvoiceLink(settings, invoice, expires, NOW);
const tokenOf = async (...args: Parameters<typeof linkOf>) =>
  new URL(await linkOf(...args)).searchParams.get('t') ?? '';

describe('the link of an invoice', () => {
  test('leads to the proxy, and shows nothing of the invoice', async () => {
    const link = await linkOf();
    expect(link).toMatch(/^https:\/\/pay\.shop\.example\/v1\/invoices\/pay\?t=[\w.-]+$/);
    expect(link).not.toContain('1QbXyz');
    expect(atob((await tokenOf()).split('.')[0] ?? '')).not.toContain('in_');
  });

  test('opens until it ends, and is told apart from a forged one after that', async () => {
    const token = await tokenOf();
    const at = (seconds: number) => openInvoiceLink(keys, token, 'pots', (SECONDS + seconds) * 1000);
    expect(await at(0)).toEqual({ is: 'open', invoice: INVOICE, linkExpires: SECONDS + DAY });
    expect(await at(DAY - 1)).toMatchObject({ is: 'open', invoice: INVOICE });
    expect(await at(DAY + 1)).toEqual({ is: 'expired' });
    expect(await openInvoiceLink(keys, `${token}x`, 'pots', NOW + 2 * DAY * 1000)).toEqual({ is: 'nothing' });
  });

  test('is of one shop, one secret and one purpose', async () => {
    const token = await tokenOf();
    expect(await openInvoiceLink(keys, token, 'pans', NOW)).toEqual({ is: 'nothing' });
    const others = createKeyring(['another secret of thirty-two characters']);
    expect(await openInvoiceLink(others, token, 'pots', NOW)).toEqual({ is: 'nothing' });
    expect(await openInvoiceReturn(keys, token, 'pots', NOW)).toEqual({ is: 'nothing' });
    const back = await sealInvoiceReturn(keys, { shop: 'pots', invoice: INVOICE, linkExpires: SECONDS + 30 }, NOW);
    const returned = { is: 'open', invoice: INVOICE, linkExpires: SECONDS + 30 };
    expect(await openInvoiceReturn(keys, back, 'pots', NOW + DAY * 1000)).toEqual(returned);
    expect(await openInvoiceLink(keys, back, 'pots', NOW)).toEqual({ is: 'nothing' });
  });

  test('survives the roll of its secret', async () => {
    const rolled = createKeyring(['another secret of thirty-two characters', SECRET]);
    expect(await openInvoiceLink(rolled, await tokenOf(), 'pots', NOW)).toMatchObject({ is: 'open', invoice: INVOICE });
  });

  test.each(['in_', 'in_../customers', 'cus_00000000', 'in_0000 0000', ''])('never opens %j', async (invoice) => {
    expect(await openInvoiceLink(keys, await tokenOf(invoice), 'pots', NOW)).toEqual({ is: 'nothing' });
  });

  test('of anything but a token says nothing, and never throws', async () => {
    const token = await tokenOf();
    // In what comes first: the last character of a part has bits that mean nothing.
    const spoilt = fc
      .tuple(fc.nat(99), fc.constantFrom('', 'A', '.', '-'))
      .map(([at, by]) => token.slice(0, at) + by + token.slice(at + 1))
      .filter((text) => text !== token);
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, fc.string()), async (text) => {
        expect(await openInvoiceLink(keys, text, 'pots', NOW)).toEqual({ is: 'nothing' });
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['half a year', null, SECONDS + 180 * DAY],
    ['half a year, where it is due sooner', SECONDS + 14 * DAY, SECONDS + 180 * DAY],
    ['60 days beyond a late due date', SECONDS + 365 * DAY, SECONDS + 425 * DAY],
  ])('is good for %s', (_, due, expires) => {
    expect(linkExpiry(due, NOW)).toBe(expires);
  });
});

describe('the footer of a draft', () => {
  const base = 'https://pay.shop.example/v1/invoices/pay?t=';
  const written = (footer: string | null, sentence = 'Pay on our site: {link}') =>
    footerWith(footer, sentence, `${base}TOKEN$&`, base);

  test('has the sentence and the link below whatever stands there', () => {
    expect(written(null)).toBe(`Pay on our site: ${base}TOKEN$&`);
    expect(written('Thank you!')).toBe(`Thank you!\n\nPay on our site: ${base}TOKEN$&`);
  });

  test('gets one link and no second, and nothing where it does not fit', () => {
    expect(written(written(null))).toBeNull();
    expect(written('x'.repeat(4_990))).toBeNull();
  });
});
