import { describe, expect, test } from 'vitest';
import { useAccount } from '../account.fixture.js';
import { createSandbox } from '../sandbox.js';
import { FAULT_KINDS, type FaultKind } from './fault.js';

const account = useAccount();
const order = (fault: object) => account.control('faults', { operation: 'products.create', ...fault });
const products = async () => (await account.stripe.products.list({ limit: 100 })).data.map(({ name }) => name);
/** What came of a call: its status, or that there was no answer to the end. */
const call = async (key: string): Promise<number | 'broken'> => {
  try {
    const response = await account.form('/v1/products', 'name=Mug', { 'idempotency-key': key });
    await response.text();
    return response.status;
  } catch {
    return 'broken';
  }
};

/** Those that answer by themselves; nobody waits here for a hang. */
const ANSWERING = (Object.keys(FAULT_KINDS) as FaultKind[]).filter((kind) => kind !== 'hang');
const withForm = (executed: boolean) =>
  ANSWERING.filter((kind) => {
    const form = FAULT_KINDS[kind];
    return form.only === undefined || form.executed === executed;
  });

describe('[fault] a call that a fault befalls', () => {
  test.each(withForm(false))('[fault] %s: not executed, nothing is done and the key is free', async (kind) => {
    await order({ kind, executed: false, pace: 0 });
    await call('key');
    expect(await products()).toEqual([]);
    // A 500 alone is kept: Stripe had begun.
    expect(await call('key')).toBe(kind === '500' ? 500 : 200);
    expect(await products()).toEqual(kind === '500' ? [] : ['Mug']);
  });

  test.each(withForm(true))('[fault] %s: executed, it is done once and the key finds it', async (kind) => {
    await order({ kind, executed: true, pace: 0 });
    await call('key');
    expect(await products()).toEqual(['Mug']);
    expect(await call('key')).toBe(kind === '500' ? 500 : 200);
    expect(await products()).toEqual(['Mug']);
  });

  test('[fault] is told in the ledger as the client saw it', async () => {
    await order({ kind: 'reset', executed: true });
    await order({ kind: 'html' });
    await order({ kind: 'truncated' });
    expect([await call('a'), await call('b'), await call('c'), await call('d')]).toEqual(['broken', 502, 200, 200]);
    const calls = (await account.ledger()).filter((entry) => entry.kind === 'call');
    expect(calls.map(({ status, error, fault }) => [status, error, fault])).toEqual([
      [0, 'no_answer', 'reset'],
      [502, 'not_json', 'html'],
      [200, 'not_json', 'truncated'],
      [200, null, null],
    ]);
  });

  test('[fault] a saved answer can be lost on its way as well, but a 500 waits for something to execute', async () => {
    await call('key');
    await order({ kind: '503', executed: true });
    await order({ kind: '500' });
    expect([await call('key'), await call('key'), await call('other')]).toEqual([503, 200, 500]);
    expect(await products()).toEqual(['Mug']);
  });

  test('[fault] the word that an answer is replayed is Stripe’s own, and goes with its answer only', async () => {
    const replayed = async () =>
      (await account.form('/v1/products', 'name=Mug', { 'idempotency-key': 'key' })).headers.get('idempotent-replayed');
    expect(await replayed()).toBe(null);
    await order({ kind: '503', executed: true });
    expect([await replayed(), await replayed()]).toEqual([null, 'true']);
  });

  test('[fault] a hang that is executed has done its work while the client still waits', async () => {
    await order({ kind: 'hang', executed: true });
    const patience = new AbortController();
    const waiting = account.raw('/v1/products', {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=Mug',
      signal: patience.signal,
    });
    const ended = waiting.then(
      () => 'answered',
      () => 'given up',
    );
    while ((await products()).length === 0);
    patience.abort();
    expect(await ended).toBe('given up');
  });

  test('[fault] brings the headers that were ordered', async () => {
    await order({
      kind: '429',
      headers: { 'Stripe-Should-Retry': 'true', 'stripe-rate-limited-reason': 'global-rate' },
    });
    const response = await account.form('/v1/products', 'name=Mug');
    expect(response.headers.get('stripe-should-retry')).toBe('true');
    expect(response.headers.get('stripe-rate-limited-reason')).toBe('global-rate');
    await order({ kind: '301', headers: { location: 'https://elsewhere.example/' } });
    expect((await account.form('/v1/products', 'name=Mug')).headers.get('location')).toBe('https://elsewhere.example/');
  });

  test('[fault] a drip is the answer, byte by byte', async () => {
    await order({ kind: 'drip', pace: 0 });
    const response = await account.form('/v1/products', 'name=Mug');
    expect(await response.json()).toMatchObject({ object: 'product', name: 'Mug' });
  });

  test('[fault] 64 MiB are the answer with one more member', async () => {
    await order({ kind: '64mb' });
    const response = await account.form('/v1/products', 'name=Mug');
    const text = await response.text();
    expect(text.length).toBeGreaterThan(64 * 1024 * 1024);
    expect(JSON.parse(text)).toMatchObject({ object: 'product', name: 'Mug' });
  });

  test('[fault] a refused call is refused, and the fault is spent on it', async () => {
    await order({ kind: 'reset-body', executed: true });
    await expect(account.form('/v1/products', 'colour=red').then((response) => response.text())).rejects.toThrow();
    expect(await call('key')).toBe(200);
  });
});

describe('[fault] an order says what it lacks', () => {
  test.each([
    [{ kind: '500', operation: 'nobody.knows' }, /operation as the SDK spells it/],
    [{ kind: 'fire' }, /kind as one of .*hang, drip/],
    [{ kind: 'toString' }, /kind as one of/],
    [{ kind: '500', times: 0 }, /times as a whole number/],
    [{ kind: '500', executed: 'yes' }, /executed as true or false/],
    [{ kind: '429', executed: true }, /429 has no other form: a rate limiter/],
    [{ kind: 'lost', executed: false }, /lost has no other form/],
    [{ kind: '500', headers: { 'content-length': '1' } }, /without those that frame the body/],
    [{ kind: '500', headers: { 'not a name': '1' } }, /headers as an object/],
    [{ kind: '500', headers: ['x'] }, /headers as an object/],
    [{ kind: 'drip', pace: -1 }, /pace as milliseconds/],
  ])('%j', async (body, sentence) => {
    expect((await order(body))['error']).toMatch(sentence);
    expect(await call('key')).toBe(200);
  });
});

describe('[fault] without a socket', () => {
  const request = (path: string, body: string, type: string) =>
    new Request(`https://sandbox.example${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1', 'content-type': type },
      body,
    });
  const product = () => request('/v1/products', 'name=Mug', 'application/x-www-form-urlencoded');

  test.each([
    ['reset', 'fetch'],
    ['reset-body', 'text'],
  ])('[fault] %s breaks %s(), as the platform’s does', async (kind, place) => {
    const sandbox = createSandbox({ origin: 'https://sandbox.example' });
    const body = JSON.stringify({ operation: '*', kind });
    expect((await sandbox.fetch(request('/_sandbox/faults', body, 'application/json'))).status).toBe(200);
    const answer = sandbox.fetch(product());
    if (place === 'fetch') return expect(answer).rejects.toMatchObject({ name: 'TypeError', code: 'ECONNRESET' });
    return expect((await answer).text()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('[fault] a reset of the sandbox lets go of who hangs', async () => {
    const sandbox = createSandbox({ origin: 'https://sandbox.example' });
    const body = JSON.stringify({ operation: '*', kind: 'hang' });
    await sandbox.fetch(request('/_sandbox/faults', body, 'application/json'));
    const answer = sandbox.fetch(product());
    const ended = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    const ledger = async () => (await sandbox.fetch(new Request('https://sandbox.example/_sandbox/ledger'))).text();
    while (!(await ledger()).includes('"fault":"hang"'));
    await sandbox.fetch(request('/_sandbox/reset', '', 'application/json'));
    await ended;
  });
});
