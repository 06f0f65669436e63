// One call of the real SDK while every attempt meets with the same fault. The tests and the printed table share it.
import Stripe from 'stripe';

export const CLIENTS = ['node', 'fetch'];

const SESSION = {
  mode: 'payment',
  line_items: [{ price_data: { currency: 'usd', unit_amount: 1500, product_data: { name: 'Mug' } }, quantity: 1 }],
  success_url: 'https://shop.example/thanks',
};

export const OPERATIONS = {
  'checkout.sessions.create': (stripe, options) => stripe.checkout.sessions.create(SESSION, options),
  'checkout.sessions.retrieve': (stripe, options, id) => stripe.checkout.sessions.retrieve(id, {}, options),
  'checkout.sessions.expire': (stripe, options, id) => stripe.checkout.sessions.expire(id, {}, options),
  'checkout.sessions.list': (stripe, options) => stripe.checkout.sessions.list({}, options),
};

/** Milliseconds. A hang needs a client that gives up; a drip one that gives up before the last byte has come. */
function timeoutFor({ kind, executed }) {
  if (kind === 'hang') return { timeout: 300 };
  return kind === 'drip' && executed ? { timeout: 2000 } : {};
}

export async function callUnder(serve, operation, client, { kind, executed, headers = {} }) {
  const served = await serve();
  try {
    const { hostname, port } = new URL(served.url);
    const stripe = new Stripe('sk_test_sandbox', {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      telemetry: false,
      ...(client === 'fetch' ? { httpClient: Stripe.createFetchHttpClient() } : {}),
    });
    const { id } = await OPERATIONS['checkout.sessions.create'](stripe, {});
    const order = { operation, kind, executed, headers, pace: 1, times: 100 };
    const ordered = await fetch(`${served.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(order) });
    if (!ordered.ok) throw new Error(await ordered.text());
    const before = (await callsOf(served.url, operation)).length;
    const started = performance.now();
    const ends = await endOf(OPERATIONS[operation](stripe, timeoutFor({ kind, executed }), id));
    const milliseconds = performance.now() - started;
    const calls = (await callsOf(served.url, operation)).slice(before);
    return { attempts: calls.length, ends, keys: calls.map(({ idempotencyKey }) => idempotencyKey), milliseconds };
  } finally {
    await served.close();
  }
}

async function endOf(call) {
  try {
    const answer = await call;
    return answer.object === undefined ? 'success without an object' : 'success';
  } catch (error) {
    return error instanceof Stripe.errors.StripeError ? error.type : error instanceof TypeError ? 'TypeError' : 'other';
  }
}

async function callsOf(url, operation) {
  const { entries } = await (await fetch(`${url}/_sandbox/ledger`)).json();
  return entries.filter((entry) => entry.kind === 'call' && entry.operation === operation);
}
