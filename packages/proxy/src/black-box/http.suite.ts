import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Runtime } from '../test-stack/runtime.js';
import { rawRequest } from '../test-stack/raw-socket.js';
import { openShop, SHOP, type TestShop } from '../test-stack/shop.js';

/** JSON so deep that a parser which calls itself runs out of stack. */
const DEEP = '['.repeat(7_000) + ']'.repeat(7_000);

/** Bodies that are not JSON, and what each is. */
const NOT_JSON: readonly (readonly [string, BodyInit])[] = [
  ['nothing at all', ''],
  ['half an object', '{"mode":"hosted"'],
  ['a word', 'undefined'],
  ['two values', '{}{}'],
  ['a byte order mark in front', '\ufeff{}'],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
  ['UTF-16', new Uint8Array([0x7b, 0x00, 0x7d, 0x00])],
];

/** JSON, and nothing that a checkout could be. */
const NOT_A_CHECKOUT = ['[]', '{}', 'null', '"text"', '17', 'true', '[[[]]]', DEEP, '{"__proto__":{"mode":"hosted"}}'];

/** Neither JSON nor anything that a form can be sent as. */
const NOT_JSON_TYPES = [
  'text/plainer',
  'application/x-www-form-urlencoded-json',
  'multipart/mixed; boundary=x',
  'application/json; charset=utf-16',
  'application/json;x',
  'application/jsonp',
  'text/json',
  'application/problem+json',
];

export function httpSuite(runtime: Runtime): void {
  describe(`requests on ${runtime.name}`, () => {
    let shop: TestShop;
    beforeAll(async () => {
      shop = await openShop(runtime);
    });
    afterAll(() => shop.close());

    const postText = (body: BodyInit, headers: Record<string, string> = {}) =>
      shop.send('/v1/checkout', {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json', ...headers },
        body,
      });

    it.each(NOT_JSON)('refuses a body that is %s', async (_, body) => {
      const response = await postText(body);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'bad_json' });
      expect(await shop.stripeCalls()).toBe(0);
    });

    it.each(NOT_A_CHECKOUT)('refuses %.30s, which is JSON but no checkout', async (body) => {
      const response = await postText(body);
      expect(response.status).toBe(422);
      expect(['invalid_request', 'unknown_field']).toContain(((await response.json()) as { code: string }).code);
      expect(await shop.stripeCalls()).toBe(0);
    });

    it.each(NOT_JSON_TYPES)('refuses the content type %s', async (type) => {
      const response = await postText('{}', { 'content-type': type });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({ code: 'unsupported_media_type' });
    });

    it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
      'takes no %s where no form leads',
      async (type) => {
        const init = { method: 'POST', headers: { origin: SHOP, 'content-type': type }, body: 'item=mug' };
        const response = await shop.send('/v1/order', init);
        expect(response.status).toBe(415);
        expect(await response.json()).toMatchObject({ code: 'unsupported_media_type' });
      },
    );

    it('refuses a body without a content type', async () => {
      // A typed array has no type of its own, as a string would.
      const body = new TextEncoder().encode('{}');
      const response = await shop.send('/v1/checkout', { method: 'POST', headers: { origin: SHOP }, body });
      expect(response.status).toBe(415);
    });

    it.each([
      'application/json',
      'APPLICATION/JSON',
      'application/json; charset=UTF-8',
      'application/json;charset="utf-8"',
    ])('takes the content type %s', async (type) => {
      expect((await postText('{}', { 'content-type': type })).status).toBe(422);
    });

    it('takes 16 KiB, and not a byte more', async () => {
      const padded = (length: number) => `{}${' '.repeat(length - 2)}`;
      expect((await postText(padded(16_384))).status).toBe(422);
      const tooLarge = await postText(padded(16_385));
      expect(tooLarge.status).toBe(413);
      expect(await tooLarge.json()).toMatchObject({ code: 'body_too_large', limit: 16_384 });
    });

    it('counts a body that comes in chunks and says no length', async () => {
      const chunk = `1000\r\n${' '.repeat(0x1000)}\r\n`;
      const answer = await rawRequest(
        shop.proxy,
        `POST /v1/checkout HTTP/1.1\r\nHost: proxy\r\nOrigin: ${SHOP}\r\nContent-Type: application/json\r\n` +
          `Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`,
      );
      expect(answer.status).toBe(413);
      expect(answer.body).toContain('body_too_large');
    });

    it('does not unpack a compressed body', async () => {
      const unpacked = `{}${' '.repeat(1_000_000)}`;
      const response = await postText(new Uint8Array(gzipSync(unpacked)), { 'content-encoding': 'gzip' });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'bad_json' });
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('takes the last of two fields with one name, and checks that one', async () => {
      const response = await postText(
        '{"mode":"hosted","attempt":"a3f0c1de-1111-4222-8333-444455556666","expected":{"currency":"eur","subtotal":1800},' +
          '"lines":[{"item":"mug","options":[],"quantity":1,"quantity":-5}]}',
      );
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ code: 'invalid_request', path: 'lines.0.quantity' });
    });

    it('says what is wrong in JSON that the page may read, with the id of the request', async () => {
      const response = await postText('{');
      const problem = (await response.json()) as Record<string, unknown>;
      expect(problem).toEqual({ code: 'bad_json', status: 400, retryable: false, requestId: expect.any(String) });
      expect(response.headers.get('x-request-id')).toBe(problem['requestId']);
      expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
    });

    it('writes a log line for it that names the request and repeats nothing of it', async () => {
      const response = await postText('{"canary-body":1}', { 'user-agent': 'canary-agent' });
      const id = response.headers.get('x-request-id') ?? 'none';
      await shop.send(`/v1/return?nonce=canary-nonce&session_id=canary-session`);
      await shop.send(`/canary-path`);
      await expect.poll(() => shop.log()).toContain(id);
      const line =
        shop
          .log()
          .split('\n')
          .find((text) => text.includes(id) && text.includes('"event":"request"')) ?? '{}';
      expect(JSON.parse(line)).toMatchObject({
        method: 'POST',
        route: '/v1/checkout',
        status: 422,
        ms: expect.any(Number),
      });
      expect(shop.log()).not.toContain('canary');
      expect(shop.log()).not.toContain('127.0.0.1');
    });

    it.each([
      ['GET', '/v1/health', 200],
      ['GET', '/v1/config', 200],
      ['GET', '/v1/catalog', 200],
      ['POST', '/v1/checkout', 415],
      ['POST', '/v1/order', 415],
      ['GET', '/v1/return', 303],
      ['POST', '/v1/webhooks/stripe', 400],
      ['GET', '/nowhere', 404],
      // No app is named in these settings, so no phone is told of any.
      ['GET', '/.well-known/assetlinks.json', 404],
    ])('%s %s carries the headers of every answer', async (method, path, status) => {
      const response = await shop.send(path, { method, headers: { origin: SHOP } });
      await response.body?.cancel();
      expect(response.status).toBe(status);
      const headers = Object.fromEntries(response.headers);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
      });
      if (status !== 303) expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
      expect(Object.keys(headers)).not.toContain('x-powered-by');
      expect(Object.keys(headers)).not.toContain('access-control-allow-credentials');
      expect(Object.keys(headers)).not.toContain('set-cookie');
    });

    it('asks browsers to stay with https where it is reached over https, and says nothing of it over http', async () => {
      const secure = await openShop(runtime, { CART_PUBLIC_URL: 'https://pay.shop.example' });
      try {
        for (const path of ['/v1/health', '/nowhere', '/stripe-cart.js']) {
          const [over, without] = await Promise.all([secure.send(path), shop.send(path)]);
          await Promise.all([over.body?.cancel(), without.body?.cancel()]);
          expect(over.headers.get('strict-transport-security')).toBe('max-age=31536000');
          expect(without.headers.get('strict-transport-security')).toBeNull();
        }
      } finally {
        await secure.close();
      }
    });

    it('says that it is up, and nothing else', async () => {
      const response = await shop.send('/v1/health');
      expect(await response.json()).toEqual({ status: 'ok' });
      expect(await shop.stripeCalls()).toBe(0);
    });

    it.each([
      ['GET', '/v1/checkout', 'POST, OPTIONS'],
      ['PUT', '/v1/checkout', 'POST, OPTIONS'],
      ['DELETE', '/v1/order', 'POST, OPTIONS'],
      ['POST', '/v1/catalog', 'GET, HEAD, OPTIONS'],
      ['POST', '/v1/return', 'GET, HEAD'],
      ['OPTIONS', '/v1/return', 'GET, HEAD'],
      ['GET', '/v1/webhooks/stripe', 'POST'],
      ['OPTIONS', '/v1/webhooks/stripe', 'POST'],
      ['PATCH', '/v1/health', 'GET, HEAD'],
      ['POST', '/stripe-cart.js', 'GET, HEAD'],
    ])('answers %s %s with the methods there are', async (method, path, allow) => {
      const response = await shop.send(path, { method, headers: { origin: SHOP } });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe(allow);
      expect(await response.json()).toMatchObject({ code: 'method_not_allowed' });
      expect(await shop.stripeCalls()).toBe(0);
    });

    it('does not look at headers and fields that pretend another method', async () => {
      for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
        const response = await shop.send('/v1/catalog', { headers: { origin: SHOP, [name]: 'DELETE' } });
        expect(response.status).toBe(200);
      }
      expect((await shop.send('/v1/checkout?_method=POST', { headers: { origin: SHOP } })).status).toBe(405);
    });

    it.each([
      '/v1/checkout/',
      '/v1/checkout;a=b',
      '//v1/checkout',
      '/v1//checkout',
      '/V1/checkout',
      '/v1/%63heckout',
      '/v1%2fcheckout',
      '/v1/checkout%00',
      '/v1/checkout%20',
      '/v1/checkout.json',
      '/v1',
      '/',
      '/__proto__',
      '/v0.1.0/../v1/checkout/x',
      '/chunks/..%2f..%2fpackage.json',
    ])('has nothing at %s', async (path) => {
      const response = await shop.send(path, {
        method: 'POST',
        headers: { origin: SHOP, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not_found' });
      expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
    });

    it('answers HEAD as it answers GET, without the body', async () => {
      for (const path of ['/v1/health', '/v1/config', '/v1/catalog', '/stripe-cart.js']) {
        const response = await shop.send(path, { method: 'HEAD' });
        expect([path, response.status, await response.text()]).toEqual([path, 200, '']);
      }
      expect((await shop.send('/v1/return', { method: 'HEAD' })).status).toBe(303);
      expect(await shop.stripeCalls()).toBe(0);
    });
  });
}
