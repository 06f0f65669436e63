import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStripe, callsDuring, fault, sessionIn, sessionsIn } from '../test-stack/buyer.js';
import { MUG_FIELD, REFUSED_FORMS, type Fields } from '../test-stack/form-fields.js';
import { codeOf } from '../test-stack/refusal.js';
import type { Runtime } from '../test-stack/runtime.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

const CREATE = 'checkout.sessions.create';

const FOREIGN = ['https://evil.test', 'http://shop.example', 'https://shop.example.evil.test', 'https://SHOP.example'];

/** A form that a browser sends without a script. */
export function formSuite(runtime: Runtime): void {
  describe(`a form without JavaScript on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime, { CART_CANCEL_URL: `${SHOP}/pots.html` });
    });
    beforeEach(() => shop.control('reset'));
    afterAll(() => shop.close());

    const post = (body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
      shop.send('/v1/checkout', { method: 'POST', headers: { origin: SHOP, ...headers }, body });
    const urlencoded = (fields: Fields) => new URLSearchParams(fields.map(([name, value]) => [name, value]));
    const multipart = (fields: Fields) => {
      const form = new FormData();
      for (const [name, value] of fields) form.append(name, value);
      return form;
    };
    const ENCODINGS = [
      ['urlencoded', urlencoded],
      ['multipart', multipart],
    ] as const;

    const hrefsIn = (page: string) => [...page.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

    it.each(ENCODINGS)('leads to Stripe’s page with one call, %s', async (_, encoded) => {
      let to = '';
      const calls = await callsDuring(shop, async () => {
        const fields: Fields = [
          ['item', 'jug'],
          ['Glaze', 'Gold'],
          ['Engraving', 'For Ädä 🎈\r\nwith love'],
          ['quantity', '2'],
        ];
        const response = await post(encoded(fields));
        expect(response.status).toBe(303);
        expect(response.headers.get('cache-control')).toBe('no-store');
        to = response.headers.get('location') ?? '';
      });
      expect(calls).toEqual([CREATE]);
      expect(new URL(to).origin).toBe(shop.sandbox);
      const path = `/v1/checkout/sessions/${sessionIn(to)}?expand[]=line_items`;
      expect(await atStripe(shop, path)).toMatchObject({
        amount_total: 12_000,
        currency: 'eur',
        cancel_url: `${SHOP}/pots.html#cart=cancelled`,
        metadata: { cart_kind: 'session', cart_shop: 'pottery' },
        line_items: {
          data: [
            {
              quantity: 2,
              metadata: { cart_item: 'jug', cart_value_0: 'Gold', cart_value_1: 'For Ädä 🎈\nwith love' },
            },
          ],
        },
      });
    });

    it('is one mug where it says no more, and an empty field is none', async () => {
      for (const fields of [MUG_FIELD, [...MUG_FIELD, ['quantity', '']], [...MUG_FIELD, ['Engraving', '']]] as const) {
        const response = await post(urlencoded(fields));
        expect(response.status).toBe(303);
        const session = await atStripe(
          shop,
          `/v1/checkout/sessions/${sessionIn(response.headers.get('location') ?? '')}`,
        );
        expect(session['amount_total']).toBe(1800);
      }
    });

    it('is an attempt of its own each time, and its buyer comes back like any other', async () => {
      const sessions: string[] = [];
      for (let n = 0; n < 2; n += 1)
        sessions.push(sessionIn((await post(urlencoded(MUG_FIELD))).headers.get('location') ?? ''));
      expect(new Set(sessions).size).toBe(2);
      const { redirect } = (await shop.control('buyer', { session: sessions[0], action: 'pay' })) as {
        redirect: string;
      };
      const { hash } = new URL((await fetch(redirect, { redirect: 'manual' })).headers.get('location') ?? '');
      const token = new URLSearchParams(hash.slice(1)).get('order');
      expect(await (await shop.post('/v1/order', { by: 'order', token })).json()).toMatchObject({ status: 'paid' });
    });

    it('whose answer from Stripe was lost is one session all the same', async () => {
      await fault(shop, CREATE, 'lost');
      const response = await post(urlencoded(MUG_FIELD));
      expect(response.status).toBe(303);
      expect(await sessionsIn(shop, 'open')).toEqual([sessionIn(response.headers.get('location') ?? '')]);
    });

    it.each(REFUSED_FORMS)('with %s is refused, costs nothing, and says why', async (_, fields, status, code) => {
      for (const encoded of [urlencoded, multipart]) {
        const response = await post(encoded(fields));
        expect(response.status).toBe(status);
        expect(response.headers.get('content-type')).toMatch(/^text\/html/);
        expect(await codeOf(response)).toBe(code);
      }
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('takes no file, no broken text and no broken form', async () => {
      const file = new FormData();
      file.append('item', new File(['mug'], 'mug.txt', { type: 'text/plain' }));
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const parts = { 'content-type': 'multipart/form-data; boundary=x' };
      const bodies: readonly (readonly [BodyInit, Readonly<Record<string, string>>, string])[] = [
        [file, {}, 'invalid_request'],
        ['item=mug&Engraving=%ff', form, 'invalid_request'],
        [new Uint8Array([0x69, 0x74, 0x65, 0x6d, 0x3d, 0xff]), form, 'invalid_request'],
        ['', form, 'empty_cart'],
        ['{"item":"mug"}', form, 'empty_cart'],
        ['item=mug', parts, 'bad_json'],
        ['--x\r\ncontent-disposition: form-data; name="item"\r\n\r\nmug', parts, 'bad_json'],
      ];
      for (const [body, headers, code] of bodies) {
        const response = await post(body, headers);
        expect(response.status).toBeLessThan(500);
        expect([code, await codeOf(response)]).toEqual([code, code]);
      }
      expect(await shop.stripeCalls()).toBe(0);
    });

    it.each([
      'text/plain',
      'text/plain; charset=UTF-8',
      'TEXT/PLAIN',
      'application/x-www-form-urlencoded; charset=iso-8859-1',
      'application/x-www-form-urlencoded; charset=utf-8; x=y',
      'multipart/form-data',
    ])('sent as %s is refused on a page that leads back', async (type) => {
      const response = await post('item=mug', { 'content-type': type });
      expect([response.status, response.headers.get('content-type')]).toEqual([415, 'text/html; charset=UTF-8']);
      const page = await response.text();
      expect(page).toContain('content="unsupported_media_type"');
      expect(hrefsIn(page)).toEqual([`${SHOP}/pots.html`]);
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('on a foreign site gains nothing: whatever it says, it is refused before it is read', async () => {
      for (const origin of FOREIGN) {
        for (const [, encoded] of ENCODINGS) {
          const response = await post(encoded(MUG_FIELD), { origin, cookie: 'session=1', referer: `${SHOP}/` });
          expect([origin, response.status]).toEqual([origin, 403]);
          expect(response.headers.get('location')).toBeNull();
          expect(response.headers.get('access-control-allow-origin')).toBeNull();
          const page = await response.text();
          expect(page).toContain('content="origin_not_allowed"');
          expect(hrefsIn(page)).toEqual([`${SHOP}/pots.html`]);
        }
      }
      const nameless = await shop.send('/v1/checkout', { method: 'POST', body: urlencoded(MUG_FIELD) });
      expect([nameless.status, await codeOf(nameless)]).toEqual([403, 'origin_not_allowed']);
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('from a page that does not say where it is hears of the referrer policy', async () => {
      const response = await post(urlencoded(MUG_FIELD), { origin: 'null' });
      expect(response.status).toBe(403);
      const page = await response.text();
      expect(page).toContain('referrer policy is no-referrer or same-origin');
      expect(page).toContain('strict-origin-when-cross-origin');
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('is refused by a page that loads and runs nothing, and leads back to the shop and nowhere else', async () => {
      const hostile = '"><img src=x onerror=alert(1)>';
      const response = await post(urlencoded([...MUG_FIELD, [hostile, 'x'], ['href', 'javascript:alert(1)']]));
      const page = await response.text();
      expect(page).toContain('<html lang="en">');
      expect(page).not.toContain('<img');
      expect(page).not.toMatch(/<script|<form|<[^>]*\son\w+=|javascript:/i);
      expect(hrefsIn(page)).toEqual([`${SHOP}/pots.html`]);
      const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? [];
      const hash = createHash('sha256').update(style).digest('base64');
      expect(response.headers.get('content-security-policy')).toBe(
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      );
      expect(page).toContain(response.headers.get('x-request-id') ?? '?');
    });

    it('is refused by a closed shop in the owner’s words, and above the limit with the time to wait', async () => {
      const settings = {
        CART_CLOSED: 'Back on <Monday>.',
        CART_CHECKOUTS_PER_MINUTE: '1',
        CART_ORIGINS: `${SHOP},https://www.shop.example`,
      };
      const closed = await openShop(runtime, settings);
      const ask = () =>
        closed.send('/v1/checkout', {
          method: 'POST',
          headers: { origin: 'https://www.shop.example', 'cf-connecting-ip': '192.0.2.1' },
          body: urlencoded(MUG_FIELD),
        });
      const first = await ask();
      expect([first.status, first.headers.get('retry-after')]).toEqual([503, '600']);
      const page = await first.text();
      expect(page).toContain('Back on &lt;Monday&gt;.');
      expect(page).toContain('href="https://www.shop.example/"');
      const second = await ask();
      expect([second.status, await codeOf(second)]).toEqual([429, 'rate_limited']);
      expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
      const foreign = await closed.send('/v1/checkout', {
        method: 'POST',
        headers: { origin: 'https://evil.test' },
        body: urlencoded(MUG_FIELD),
      });
      expect(hrefsIn(await foreign.text())).toEqual([`${SHOP}/`]);
      expect(await closed.stripeCalls()).toBe(0);
      await closed.close();
    });

    it('is told when Stripe is down, without a word about Stripe’s error', async () => {
      await fault(shop, CREATE, '503', 3);
      const response = await post(urlencoded(MUG_FIELD));
      expect([response.status, await codeOf(response)]).toEqual([503, 'stripe_unavailable']);
      expect(await sessionsIn(shop, 'open')).toEqual([]);
    });
  });
}
