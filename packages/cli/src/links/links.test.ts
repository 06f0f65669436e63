import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadLinksMet, useShop } from './shop.fixture.js';

const shop = useShop();

describe('stripe-cart links', () => {
  it('says how many links it is before making any, and goes no further unasked', async () => {
    shop.sell(1000, 1200, 1500);
    const { code, stderr, stdout, calls } = await shop.links(['--up-to', '2']);
    expect(stderr).toContain('3 lines, up to 2 together: 3 + 3 = 6 links. All 3 together would be 7');
    expect(stderr).toContain('make 6, keep 0');
    expect(stderr).toContain('give --yes');
    expect({ code, stdout, calls }).toEqual({ code: 2, stdout: '', calls: { 'paymentLinks.list': 1 } });
  });

  it('makes what is missing, writes the file, and makes nothing the second time', async () => {
    shop.sell(1000, 1200, 1500);
    const first = await shop.links(['--up-to', '3', '--yes']);
    expect(first).toMatchObject({ code: 0, calls: { 'paymentLinks.create': 7 } });
    const file = shop.file();
    expect(file).toMatchObject({ version: 1, shop: 'shop', livemode: false, currency: 'eur' });
    expect(file.items.map(({ id }) => id)).toEqual(['item-1', 'item-2', 'item-3']);
    expect(file.links.map((link) => 'total' in link && link.total)).toEqual([1000, 1200, 1500, 2200, 2500, 2700, 3700]);
    const account = await shop.account();
    expect(file.links.map(({ url }) => url).sort()).toEqual(account.map(({ url }) => url).sort());
    expect(account[0]?.after_completion.redirect?.url).toBe(
      'https://shop.example/thanks.html?session_id={CHECKOUT_SESSION_ID}',
    );
    expect(first.stdout).toMatch(/^Cart +Total +Link\n/);
    expect(first.stdout).toMatch(/^item-1 \+ item-2 \+ item-3 +37\.00 EUR +new +http/m);

    const second = await shop.links(['--up-to', '3', '--yes']);
    expect(second).toMatchObject({ code: 0, calls: { 'paymentLinks.list': 1, 'paymentLinks.retrieve': 7 } });
    expect(second.calls['paymentLinks.create']).toBeUndefined();
    expect(shop.file()).toEqual(file);
  });

  it('with --dry-run changes nothing and needs no yes', async () => {
    shop.sell(1000);
    const { code, stdout, calls } = await shop.links(['--dry-run', '--json']);
    expect({ code, calls }).toEqual({ code: 0, calls: { 'paymentLinks.list': 1 } });
    expect(JSON.parse(stdout)).toMatchObject({ dryRun: true, links: [{ url: null, total: 1000, state: 'new' }] });
    expect(() => shop.file()).toThrow('ENOENT');
  });

  it('is finished by the next run when it was killed, with nothing made twice', async () => {
    shop.sell(1000, 1200, 1500, 1700);
    const args = ['--up-to', '2', '--yes'];
    // Four calls are under way at a time: after the first kill there are 6 to 9 links still to make.
    for (const changes of [1, 5]) {
      const killed = await shop.links(args, { signalAfter: { changes, signal: 'SIGKILL' } });
      expect(killed.code).toBeNull();
    }
    expect((await shop.links(args)).code).toBe(0);
    expect(await shop.account()).toHaveLength(10);
    expect(shop.file().links).toHaveLength(10);
  });

  it('stops on Ctrl-C with 130', async () => {
    shop.sell(1000, 1200, 1500, 1700);
    const args = ['--up-to', '2', '--yes'];
    expect((await shop.links(args, { signalAfter: { changes: 2, signal: 'SIGINT' } })).code).toBe(130);
  });

  it('asks for the folder before anything is made, and says that links are there when it went away meanwhile', async () => {
    shop.sell(1000);
    const args = ['--yes', '--out', 'site/links.json'];
    const { code, stderr, calls } = await shop.links(args);
    expect({ code, calls }).toEqual({ code: 2, calls: {} });
    expect(stderr).toContain('site/links.json cannot be written');
    mkdirSync(join(shop.dir, 'site'));
    const late = await shop.links(args, { onChange: () => rmSync(join(shop.dir, 'site'), { recursive: true }) });
    expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('Run the same command again') });
    expect(await shop.account()).toHaveLength(1);
  });

  it('goes on when Stripe is busy, fails or does not answer, with nothing made twice', async () => {
    shop.sell(1000, 1200, 1500);
    for (const fault of [
      { operation: 'paymentLinks.create', kind: '429', times: 3 },
      { operation: 'paymentLinks.create', kind: 'reset', executed: true },
      { operation: 'paymentLinks.create', kind: 'lost' },
      { operation: 'paymentLinks.list', kind: 'html' },
    ]) {
      await shop.control('faults', fault);
    }
    expect((await shop.links(['--up-to', '2', '--yes'])).code).toBe(0);
    expect(await shop.account()).toHaveLength(6);
  });

  it('clears away what a failure of Stripe’s own left behind', async () => {
    shop.sell(1000);
    await shop.control('faults', { operation: 'paymentLinks.create', kind: '500', executed: true });
    expect((await shop.links(['--yes'])).code).toBe(0);
    expect(await shop.account()).toHaveLength(2);
    const { stderr } = await shop.links(['--yes']);
    expect(stderr).toContain('switch off 1 (1 duplicate)');
    const on = (await shop.account()).filter(({ active }) => active);
    expect(on.map(({ url }) => url)).toEqual(shop.file().links.map(({ url }) => url));
  });

  it('does not believe an old answer of Stripe’s', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    const [link] = await shop.account();
    await shop.stripe.paymentLinks.update(String(link?.id), { active: false, metadata: { cart_link: '' } });
    const { code, stderr } = await shop.links(['--only', '--yes']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('it is switched off') });
  });

  it('gives up on what Stripe refuses, says so, and keeps the key to itself', async () => {
    shop.sell(1000);
    const key = 'rk_test_51OfTheCommandLine';
    await shop.control('keys', { key, permissions: ['rak_payment_link_read'] });
    const env = { STRIPE_SECRET_KEY: key };
    const { code, stdout, stderr } = await shop.links(['--yes', '--json'], { env });
    expect(code).toBe(1);
    const message = expect.stringContaining('links.json is as it was. Run the same command again: it finds them.');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'key_lacks_permission', message } });
    expect(stdout + stderr).not.toContain(key);
  });
});

describe('a changed price', () => {
  it('makes a new link, names it in the file, and only then switches the old one off', async () => {
    shop.sell(1000, 1200);
    await shop.links(['--up-to', '2', '--yes']);
    const before = shop.file();
    linkSync(join(shop.dir, 'links.json'), join(shop.dir, 'held-open.json'));
    shop.sell(1100, 1200);
    const { code, stderr, calls } = await shop.links(['--up-to', '2', '--yes']);
    expect(code).toBe(0);
    expect(stderr).toContain('make 2, keep 1, switch off 2 (2 replaced)');
    expect(calls).toMatchObject({ 'paymentLinks.create': 2, 'paymentLinks.update': 2 });
    expect(await deadLinksMet(shop)).toEqual([]);
    const on = (await shop.account()).filter(({ active }) => active).map(({ url }) => url);
    expect(on.sort()).toEqual(
      shop
        .file()
        .links.map(({ url }) => url)
        .sort(),
    );

    // Whoever was reading the old file reads it to its end: the new one is another file.
    expect(shop.file('held-open.json')).toEqual(before);

    // And back: what there was is switched on again, and nothing is made.
    shop.sell(1000, 1200);
    const back = await shop.links(['--up-to', '2', '--yes']);
    expect(back.stderr).toContain('make 0, keep 1, switch on again 2, switch off 2 (2 replaced)');
    expect(back.calls['paymentLinks.create']).toBeUndefined();
    expect(await deadLinksMet(shop)).toEqual([]);
    expect(urlsOf(shop.file())).toEqual(urlsOf(before));
  });

  it('leaves the old link on with --keep-replaced, until a run without it', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    shop.sell(1100);
    const kept = await shop.links(['--yes', '--keep-replaced']);
    expect(kept.stderr).toContain('1 replaced link stays on');
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, true]);
    const done = await shop.links(['--yes']);
    expect(done.stderr).toContain('make 0, keep 1, switch off 1 (1 replaced)');
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, false]);
  });

  it('says which old links are still on, when one cannot be switched off', async () => {
    shop.sell(1000, 1200);
    await shop.links(['--yes']);
    // Longer than anybody would wait: it is given up at once.
    const headers = { 'retry-after': '100' };
    const order = { operation: 'paymentLinks.update', kind: '429', times: 2, headers };
    shop.sell(1100, 1300);
    await shop.control('faults', order);
    const told = await shop.links(['--yes']);
    expect(told).toMatchObject({ code: 1, stderr: expect.stringContaining('2 old links are still on') });
    expect(told.stdout).toMatch(/^Cart +Total +Link\n/);

    // Two of the four that are on by now.
    shop.sell(1200, 1400);
    await shop.control('faults', order);
    const { code, stdout } = await shop.links(['--yes', '--json']);
    const error = { code: 'stripe_busy', message: expect.stringContaining('2 old links are still on') };
    expect({ code, document: JSON.parse(stdout) }).toMatchObject({
      code: 1,
      document: { switchedOff: [{}, {}], error },
    });
    expect((await shop.links(['--yes'])).stderr).toContain('make 0, keep 2, switch off 2 (2 replaced)');
  });

  it('says that buyers will no longer be led back, when the return address is forgotten', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    const { stderr } = await shop.run(['links', '--catalog', 'catalog.json', '--dry-run']);
    expect(stderr).toContain('1 link that leads back to a page of yours will be replaced by one that does not');
  });

  it('survives being killed at each of its steps', async () => {
    shop.sell(1000);
    await shop.links(['--yes']);
    shop.sell(1100);
    // Once when the new link is made, once when the old one is off.
    for (const _ of ['new', 'old']) {
      const { code } = await shop.links(['--yes'], { signalAfter: { changes: 1, signal: 'SIGKILL' } });
      expect(code).toBeNull();
      expect(await deadLinksMet(shop)).toEqual([]);
    }
    expect((await shop.links(['--yes'])).stderr).toContain('make 0, keep 1.');
    expect((await shop.account()).map(({ active }) => active)).toEqual([true, false]);
  });
});

const urlsOf = ({ links }: { links: readonly { url: string }[] }) => links.map(({ url }) => url).sort();
