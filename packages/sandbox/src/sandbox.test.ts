import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { MUG } from './account.fixture.js';
import { createSandbox } from './sandbox.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('without a socket, with its own clock and its own way of sending, it is the same sandbox', async () => {
  const origin = 'https://sandbox.example';
  const sent: string[] = [];
  const sandbox = createSandbox({
    origin: `${origin}/`,
    now: () => 1_800_000_000_000,
    send: async (url) => {
      sent.push(String(url));
      return new Response(null, { status: 204 });
    },
  });
  const ask: typeof fetch = (url, init) => sandbox.fetch(new Request(url, init));
  const stripe = new Stripe('sk_test_1', {
    host: 'sandbox.example',
    httpClient: Stripe.createFetchHttpClient(ask),
  });
  await stripe.webhookEndpoints.create({
    url: 'https://shop.example/hook',
    enabled_events: ['checkout.session.completed'],
  });
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ price_data: MUG, quantity: 1 }],
    success_url: 'https://shop.example/',
  });
  expect([session.created, session.url]).toEqual([1_800_000_000, `${origin}/c/pay/${session.id}`]);
  const body = JSON.stringify({ session: session.id, action: 'pay' });
  const paid = await ask(`${origin}/_sandbox/buyer`, { method: 'POST', body });
  expect(await paid.json()).toEqual({ status: 303, redirect: 'https://shop.example/' });
  expect(sent).toEqual(['https://shop.example/hook']);
});

test('only the Node entry knows Node, so that everything else can run in a browser', () => {
  const files = readdirSync(here('.'), { recursive: true, encoding: 'utf8' });
  const shipped = files.filter((path) => path.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(path));
  const imports = (path: string): string[] =>
    [...readFileSync(here(path), 'utf8').matchAll(/^import (?!type ).*from '([^.][^']*)'/gm)].map(
      ([, name]) => name ?? '',
    );
  expect([...new Set(shipped.filter((path) => !/^(node|bin)\.ts$/.test(path)).flatMap(imports))].sort()).toEqual([
    'hono',
    'qs',
  ]);
});

test('the types of what is exported need no other package', () => {
  const seen = new Set<string>();
  const foreign = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(here(`../dist/${path}.d.ts`), 'utf8');
    for (const [, name = ''] of text.matchAll(/from ["']([^"']+)["']/g)) {
      if (!name.startsWith('.')) foreign.add(name);
      else visit(new URL(name, `file:///${path}`).pathname.slice(1).replace(/\.js$/, ''));
    }
  };
  for (const entry of ['index', 'node']) visit(entry);
  expect(seen.size).toBeGreaterThan(3);
  expect([...foreign]).toEqual([]);
});
