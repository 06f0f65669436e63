import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allows,
  allowsImport,
  allowsScript,
  allowsTrustedTypes,
  parsePolicies,
  type Directive,
} from './content-security-policy.js';

const PAGE = new URL('https://shop.example/pots/index.html');
const allowed = (policy: string, address: string, directive: Directive = 'connect-src', page = PAGE) =>
  allows(parsePolicies([policy]), directive, new URL(address), page);

describe('a source', () => {
  it.each<[policy: string, address: string, isAllowed: boolean]>([
    ['', 'https://pay.example/', true],
    ["default-src 'none'", 'https://pay.example/', false],
    ["default-src 'none'; connect-src *", 'https://pay.example/', true],
    ['default-src https://pay.example', 'https://pay.example/v1/catalog', true],
    ["connect-src 'self'", 'https://shop.example/links.json', true],
    ["connect-src 'self'", 'https://www.shop.example/', false],
    ["connect-src 'self'", 'http://shop.example/', false],
    ['connect-src https:', 'https://pay.example/', true],
    ['connect-src https:', 'http://pay.example/', false],
    ['connect-src http:', 'https://pay.example/', true],
    ['connect-src wss: ws:', 'https://pay.example/', false],
    ['connect-src pay.example', 'https://pay.example/', true],
    ['connect-src pay.example', 'http://pay.example/', false],
    ['connect-src http://pay.example', 'https://pay.example/', true],
    ['connect-src PAY.example', 'https://pay.example/', true],
    ['connect-src *.example', 'https://pay.shop.example/', true],
    ['connect-src *.shop.example', 'https://shop.example/', false],
    ['connect-src *.shop.example', 'https://evilshop.example/', false],
    ['connect-src https://pay.example:8443', 'https://pay.example:8443/', true],
    ['connect-src https://pay.example', 'https://pay.example:8443/', false],
    ['connect-src https://pay.example:*', 'https://pay.example:8443/', true],
    ['connect-src http://127.0.0.1:8787', 'http://127.0.0.1:8787/', true],
    ['connect-src https://pay.example/v1/', 'https://pay.example/v1/catalog', true],
    ['connect-src https://pay.example/v1', 'https://pay.example/v1/catalog', false],
    ['connect-src https://pay.example/', 'https://pay.example/v1/catalog', true],
    ["connect-src 'none' https://pay.example", 'https://pay.example/', true],
    ['connect-src', 'https://pay.example/', false],
    // The first of a name counts.
    ["connect-src 'none'; connect-src *", 'https://pay.example/', false],
    ['CONNECT-SRC https://pay.example', 'https://pay.example/', true],
    // Two policies, and both count.
    ["connect-src *, connect-src 'self'", 'https://pay.example/', false],
    ['sandbox; upgrade-insecure-requests', 'https://pay.example/', true],
  ])('under “%s”: %s, %s', (policy, address, isAllowed) => {
    expect(allowed(policy, address)).toBe(isAllowed);
  });

  it('falls back where its directive is missing, and form-action does not', () => {
    expect(allowed("child-src 'none'", 'https://js.stripe.com/', 'frame-src')).toBe(false);
    expect(allowed("child-src 'none'; frame-src *", 'https://js.stripe.com/', 'frame-src')).toBe(true);
    expect(allowed("script-src-elem *; script-src 'none'", 'https://pay.example/', 'script-src')).toBe(true);
    expect(allowed("default-src 'none'", 'https://pay.example/', 'form-action')).toBe(true);
  });
});

describe('a script', () => {
  const SRC = new URL('https://pay.example/stripe-cart.js');
  const CHUNK = new URL('https://pay.example/chunks/');
  const load = (policy: string, script: { nonce?: string; integrity?: string } = {}) => {
    const credentials = { nonce: null, integrity: null, ...script };
    const policies = parsePolicies([policy]);
    return [allowsScript(policies, SRC, PAGE, credentials), allowsImport(policies, CHUNK, PAGE, credentials)];
  };

  it.each<[policy: string, script: { nonce?: string; integrity?: string }, loads: [itself: boolean, imports: boolean]]>(
    [
      ['script-src https://pay.example', {}, [true, true]],
      ['script-src https://pay.example/stripe-cart.js', {}, [true, false]],
      ["script-src 'nonce-abc'", {}, [false, false]],
      ["script-src 'nonce-abc'", { nonce: 'abc' }, [true, true]],
      ["script-src 'nonce-abc'", { nonce: 'abd' }, [false, false]],
      ["script-src 'sha384-xyz'", { integrity: 'sha384-xyz' }, [true, false]],
      ["script-src 'sha384-xyz' https://pay.example", { integrity: 'sha384-xyz' }, [true, true]],
      ["script-src 'sha384-xyz'", { integrity: 'sha384-xyz sha384-abc' }, [false, false]],
      ["script-src 'strict-dynamic' https://pay.example", {}, [false, false]],
      ["script-src 'strict-dynamic' 'nonce-abc'", { nonce: 'abc' }, [true, true]],
      ["script-src 'strict-dynamic' 'sha384-xyz'", { integrity: 'sha384-xyz' }, [true, false]],
    ],
  )('under “%s”, with %o: %o', (policy, script, loads) => {
    expect(load(policy, script)).toEqual(loads);
  });
});

it.each<[policy: string, isAllowed: boolean]>([
  ["require-trusted-types-for 'script'", true],
  ["require-trusted-types-for 'script'; trusted-types lit-html", true],
  ["require-trusted-types-for 'script'; trusted-types *", true],
  ["trusted-types 'none'", false],
  ['trusted-types', false],
  ['trusted-types mine', false],
])('Trusted Types of Lit’s under “%s”: %s', (policy, isAllowed) => {
  expect(allowsTrustedTypes(parsePolicies([policy]), 'lit-html')).toBe(isAllowed);
});

describe('whatever the policy', () => {
  const word = fc.constantFrom(
    'default-src',
    'connect-src',
    "'self'",
    "'none'",
    '*',
    'https:',
    '*.example',
    ';',
    ',',
    'x',
  );
  const policy = fc.oneof(
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    fc.string({ maxLength: 40 }),
  );
  const address = fc.webUrl({ validSchemes: ['http', 'https'] });

  it('another one beside it never allows more', () => {
    fc.assert(
      fc.property(policy, policy, address, (one, other, url) => {
        const both = allows(parsePolicies([one, other]), 'connect-src', new URL(url), PAGE);
        expect(both).toBe(allowed(one, url) && allowed(other, url));
      }),
      { numRuns: 300 },
    );
  });

  it('naming an origin is enough for all below it', () => {
    fc.assert(
      fc.property(address, (url) => {
        const { origin, port } = new URL(url);
        // A host that a URL may have and a policy cannot name is no matter here.
        fc.pre(/^[a-z0-9.-]+$/i.test(new URL(url).hostname) && port === '');
        expect(allowed(`default-src 'none'; connect-src ${origin}`, url)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
