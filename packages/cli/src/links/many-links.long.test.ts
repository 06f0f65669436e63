import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { deadLinksMet, useShop, type Outcome } from './shop.fixture.js';

const shop = useShop();

/** 12 items, up to 3 together: C(12,1) + C(12,2) + C(12,3). */
const PRICES = Array.from({ length: 12 }, (_, index) => 1000 + 100 * index);
const ARGS = ['--up-to', '3', '--yes'];
const LINKS = 12 + 66 + 220;

const say = (what: string, { code, calls }: Outcome) =>
  process.stdout.write(
    `${what}: exit ${code ?? 'killed'}; ${Object.entries(calls)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}\n`,
  );
const active = async () => (await shop.account()).filter((link) => link.active).map(({ url }) => url);
const named = () => shop.file().links.map(({ url }) => url);

it('makes 298 links, and none the second time', async () => {
  shop.sell(...PRICES);
  const first = await shop.links(ARGS);
  say('first run', first);
  expect(first).toMatchObject({ code: 0, calls: { 'paymentLinks.create': LINKS } });
  const file = shop.file();
  const second = await shop.links(ARGS);
  say('second run', second);
  expect(second.code).toBe(0);
  expect(second.calls).toEqual({ 'paymentLinks.list': 3, 'paymentLinks.retrieve': LINKS });
  expect(shop.file()).toEqual(file);
});

it('makes 298 links whenever it is killed, and none twice', async () => {
  shop.sell(...PRICES);
  const seed = Date.now();
  const points = fc.sample(fc.integer({ min: 1, max: 80 }), { seed, numRuns: 5 });
  process.stdout.write(`seed ${seed}: killed after ${points.join(', ')} changes\n`);
  for (const changes of points) {
    const killed = await shop.links(ARGS, { signalAfter: { changes, signal: 'SIGKILL' } });
    say('killed', killed);
    expect(await deadLinksMet(shop)).toEqual([]);
  }
  const last = await shop.links(ARGS);
  say('resumed', last);
  expect(last.code).toBe(0);
  expect(await shop.account()).toHaveLength(LINKS);
  expect(new Set(named()).size).toBe(LINKS);
});

it('changes the price of 67 links whenever it is killed, and no page ever meets a link that is off', async () => {
  shop.sell(...PRICES);
  await shop.links(ARGS);
  shop.sell(1050, ...PRICES.slice(1));
  // With the first item: by itself, with one of 11, with two of 11.
  const changed = 1 + 11 + 55;
  const seed = Date.now();
  const points = fc.sample(fc.integer({ min: 1, max: 40 }), { seed, numRuns: 5 });
  process.stdout.write(`seed ${seed}: killed after ${points.join(', ')} changes\n`);
  for (const changes of points) {
    say('killed', await shop.links(ARGS, { signalAfter: { changes, signal: 'SIGKILL' } }));
    expect(await deadLinksMet(shop)).toEqual([]);
  }
  say('resumed', await shop.links(ARGS));
  expect(await deadLinksMet(shop)).toEqual([]);
  expect(await shop.account()).toHaveLength(LINKS + changed);
  expect((await active()).sort()).toEqual(named().sort());
});

it('makes 298 links within the 25 calls a second that Stripe takes in test mode', async () => {
  shop.sell(...PRICES);
  await shop.control('limits', { mode: 'test' });
  const first = await shop.links(ARGS);
  say('under the limit', first);
  await shop.control('limits', { mode: 'off' });
  expect(first.code).toBe(0);
  expect(await shop.account()).toHaveLength(LINKS);
});
