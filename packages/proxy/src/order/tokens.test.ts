import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openResumeToken, sealResumeToken, type Payable } from '../checkout/resume-token.js';
import { idempotencyKey, type Attempt } from '../checkout/attempt.js';
import { createKeyring } from './keyring.js';
import { openOrderToken, sealOrderToken } from './order-token.js';
import { metadataOf, promiseIn, type SalePromise } from './promise.js';
import { isNonceOf, isOurNonce, returnNonce } from './return-nonce.js';
import { open, seal } from './sealed-token.js';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 24 * 3600 * 1000;
const keys = createKeyring(['a secret of at least thirty-two characters']);
const strangers = createKeyring(['another secret, of somebody else entirely!']);
const attempt = '6f1c1b1e-7a57-4c0e-9d5e-0a1b2c3d4e5f';
const session = 'cs_test_a1B2c3D4e5F6g7H8i9J0';
const payable: Payable = { by: 'session', id: session };
const bound = { shop: 'pots', origin: 'https://shop.example' };

const paidBy = { by: 'session', id: session } as const;

/** The bytes of a token's parts: the last character of base 64 has bits that mean nothing. */
const meaning = (token: string) =>
  token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString('hex'))
    .join('.');

describe('an order token', () => {
  test('opens to what was sealed, for 90 days', async () => {
    const token = await sealOrderToken(keys, { paidBy, nonce: 'n' }, 'pots', NOW);
    expect(await openOrderToken(keys, token, 'pots', NOW)).toEqual({ paidBy, nonce: 'n' });
    expect(await openOrderToken(keys, token, 'pots', NOW + 89 * DAY)).not.toBeNull();
    expect(await openOrderToken(keys, token, 'pots', NOW + 91 * DAY)).toBeNull();
  });

  test('shows nothing of what is in it', async () => {
    const token = await sealOrderToken(keys, { paidBy, nonce: attempt }, 'pots', NOW);
    const seen = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('latin1'))
      .join();
    expect(`${token} ${seen}`).not.toMatch(/cs_|6f1c1b1e|pots/);
  });

  test('says nothing to a stranger, nor in place of another kind of token', async () => {
    const order = await sealOrderToken(keys, { paidBy, nonce: 'n' }, 'pots', NOW);
    const resume = await sealResumeToken(keys, { payable, attempt }, bound, NOW);
    expect(await openOrderToken(strangers, order, 'pots', NOW)).toBeNull();
    expect(await openOrderToken(keys, resume, 'pots', NOW)).toBeNull();
    expect(await openResumeToken(keys, order, bound, NOW)).toBeNull();
  });

  test('is sealed for its purpose: the same secret makes another key for each', async () => {
    const token = await seal(keys, 'resume-token', { session, nonce: 'n' }, 60, NOW);
    expect(await open(keys, 'resume-token', token, NOW)).toMatchObject({ session });
    expect(await openOrderToken(keys, token, 'pots', NOW)).toBeNull();
    const [promised, named] = await Promise.all([keys.sign('promise', 'x'), keys.sign('number', 'x')]);
    expect(promised.tag).not.toEqual(named.tag);
  });

  test('is worth nothing at another shop, though it has the same secret and account, and an invoice names no shop', async () => {
    const invoice = { paidBy: { by: 'invoice', id: 'in_1TxAbCdEfGhIjKl' }, nonce: null, linkExpires: 1 } as const;
    const token = await sealOrderToken(keys, invoice, 'pots', NOW);
    expect(await openOrderToken(keys, token, 'pots', NOW)).toEqual(invoice);
    expect(await openOrderToken(keys, token, 'pans', NOW)).toBeNull();
  });

  test('outlives the roll of the secret while the old one is still listed', async () => {
    const token = await sealOrderToken(keys, { paidBy, nonce: 'n' }, 'pots', NOW);
    const old = 'a secret of at least thirty-two characters';
    expect(
      await openOrderToken(createKeyring(['the new secret, thirty-two or more..', old]), token, 'pots', NOW),
    ).not.toBeNull();
    expect(
      await openOrderToken(createKeyring(['the new secret, thirty-two or more..']), token, 'pots', NOW),
    ).toBeNull();
  });

  test('of anything but a token says nothing, and never throws', async () => {
    const genuine = await sealOrderToken(keys, { paidBy, nonce: 'n' }, 'pots', NOW);
    const changed = fc
      .tuple(fc.nat(genuine.length - 1), fc.constantFrom(...'ABCXYZabcxyz019-_.='))
      .map(([at, character]) => genuine.slice(0, at) + character + genuine.slice(at + 1))
      .filter((token) => meaning(token) !== meaning(genuine));
    const cut = fc.nat(genuine.length - 1).map((length) => genuine.slice(0, length));
    const garbage = fc.string({ maxLength: 300 });
    const otherAlgorithms = fc
      .record({
        alg: fc.constantFrom('dir', 'none', 'A256KW', 'PBES2-HS256+A128KW'),
        enc: fc.string(),
        kid: fc.string(),
      })
      .map((header) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}....`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, cut, garbage, otherAlgorithms), async (token) => {
        expect(await openOrderToken(keys, token, 'pots', NOW)).toBeNull();
      }),
      { numRuns: 1500 },
    );
  });
});

test('a resume token is good for 90 days, or where nothing ends by itself for as long as anybody may ask', async () => {
  const link: Payable = { by: 'link', id: 'plink_1TxAbCdEfGhIjKl', livemode: true };
  const opened = async (of: Payable, days: number) =>
    openResumeToken(keys, await sealResumeToken(keys, { payable: of, attempt }, bound, NOW), bound, NOW + days * DAY);
  expect(await opened(payable, 89)).toMatchObject({ payable, sealedAt: NOW });
  expect(await opened(payable, 91)).toBeNull();
  for (const endless of [link, { ...payable, recurs: true }]) {
    expect(await opened(endless, 91)).toMatchObject({ payable: endless, sealedAt: NOW });
    expect(await opened(endless, 50 * 365)).toMatchObject({ payable: endless, sealedAt: NOW });
  }
});

test('a resume token is worth nothing at another shop or on another page', async () => {
  const link: Payable = { by: 'link', id: 'plink_1TxAbCdEfGhIjKl', livemode: true };
  const toLink = await sealResumeToken(keys, { payable: link, attempt }, bound, NOW);
  expect(await openResumeToken(keys, toLink, bound, NOW)).toEqual({ payable: link, attempt, sealedAt: NOW });
  const token = await sealResumeToken(keys, { payable, attempt }, bound, NOW);
  expect(await openResumeToken(keys, token, bound, NOW)).toEqual({ payable, attempt, sealedAt: NOW });
  expect(await openResumeToken(keys, token, { ...bound, origin: 'https://evil.example' }, NOW)).toBeNull();
  expect(await openResumeToken(keys, token, { ...bound, shop: 'pans' }, NOW)).toBeNull();
});

describe('the nonce of a return', () => {
  test('is the same each time, and belongs to one attempt', async () => {
    const nonce = await returnNonce(keys, attempt, 'session');
    expect(await returnNonce(keys, attempt, 'session')).toBe(nonce);
    expect(nonce).not.toContain(attempt);
    expect(await isOurNonce(keys, nonce)).toBe(true);
    expect(await isNonceOf(keys, nonce, attempt, 'session')).toBe(true);
    expect(await isNonceOf(keys, nonce, attempt.replace('6', '7'), 'session')).toBe(false);
    expect(await isOurNonce(strangers, nonce)).toBe(false);
  });

  test('cannot be changed, cut or made up', async () => {
    const nonce = await returnNonce(keys, attempt, 'session');
    const changed = fc
      .tuple(fc.nat(nonce.length - 1), fc.constantFrom(...'AEIMQUYcgkosw048_-'))
      .map(([at, character]) => nonce.slice(0, at) + character + nonce.slice(at + 1))
      .filter((text) => meaning(text) !== meaning(nonce));
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, fc.string(), fc.constant(nonce.slice(1))), async (text) => {
        expect(await isNonceOf(keys, text, attempt, 'session')).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

const signed: fc.Arbitrary<SalePromise> = fc.record({
  shop: fc.constant('pots'),
  attempt: fc.uuid({ version: 4 }),
  kind: fc.constant('session' as const),
  predecessor: fc.option(fc.constantFrom('cs_test_older00001', 'cs_test_older00002')),
  number: fc.constantFrom('7QK2-M4ZD-X0VB', '0000-0000-0000'),
  currency: fc.constantFrom('eur', 'jpy', 'kwd'),
  fingerprint: fc.base64String({ minLength: 44, maxLength: 44 }),
  allows: fc.subarray(['discount', 'shipping', 'tax'] as const),
  charge: fc.constant(null),
});

const charges: fc.Arbitrary<NonNullable<SalePromise['charge']>> = fc.record({
  total: fc.nat(),
  shipping: fc.option(fc.record({ rate: fc.constantFrom('shr_1', 'shr_2'), amount: fc.nat() })),
  shipsTo: fc.subarray(['AT', 'CH', 'DE', 'US']),
});

const promises = fc.oneof(
  signed,
  fc.tuple(signed, charges).map(([promise, charge]): SalePromise => ({ ...promise, kind: 'intent', charge })),
);

const REWORDED = ['cart_allows', 'cart_total', 'cart_shipping'];

describe('a promise in metadata', () => {
  test('reads back as it was made, and fits into what Stripe stores', async () => {
    await fc.assert(
      fc.asyncProperty(promises, async (promise) => {
        const metadata = await metadataOf(promise, keys);
        expect(await promiseIn(metadata, 'pots', keys)).toEqual(promise);
        expect(Object.keys(metadata).length).toBeLessThanOrEqual(13);
        for (const [key, value] of Object.entries(metadata)) {
          expect(key.length).toBeLessThanOrEqual(40);
          expect(value.length).toBeLessThanOrEqual(500);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is ours only as a whole: each field is signed, and by this shop', async () => {
    await fc.assert(
      fc.asyncProperty(promises, fc.nat(11), fc.string({ minLength: 1 }), async (promise, at, text) => {
        const metadata = await metadataOf(promise, keys);
        const fields = Object.keys(metadata);
        const field = fields[at % fields.length] ?? '';
        fc.pre(metadata[field] !== text && metadata[field] !== `${text} `);
        const read = await promiseIn({ ...metadata, [field]: text }, 'pots', keys);
        // The one thing another text may do is to mean the same: `allows` is a set of words, and 07 is 7.
        if (read !== null) expect(read).toEqual(promise);
        expect(!REWORDED.includes(field) && read !== null).toBe(false);
        expect(await promiseIn(metadata, 'pans', keys)).toBeNull();
        expect(await promiseIn(metadata, 'pots', strangers)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('is not there where nobody made one', async () => {
    expect(await promiseIn(null, 'pots', keys)).toBeNull();
    expect(await promiseIn({}, 'pots', keys)).toBeNull();
    expect(
      await promiseIn({ cart_shop: 'pots', cart_kind: 'session', cart_signature: 'x.y' }, 'pots', keys),
    ).toBeNull();
  });
});

test('an idempotency key is one attempt’s, on one page, at one link of its chain', async () => {
  const root: Attempt = { ...bound, id: attempt, predecessor: null };
  const key = await idempotencyKey(keys, root);
  expect(await idempotencyKey(keys, { ...root })).toBe(key);
  expect(key).toMatch(/^[\w-]{43}$/);
  const others: Attempt[] = [
    { ...root, shop: 'pans' },
    { ...root, origin: 'https://other.example' },
    { ...root, id: attempt.replace('6', '7') },
    { ...root, predecessor: session },
  ];
  const made = await Promise.all([
    ...others.map((other) => idempotencyKey(keys, other)),
    idempotencyKey(strangers, root),
  ]);
  expect(new Set([key, ...made]).size).toBe(made.length + 1);
});
