import { expect } from 'chai';
import { paidOrder, StubProxy, token } from '../test-page/stub-proxy.js';
import { ProxyClient } from './proxy-client.js';

const proxy = new StubProxy().install();
const client = new ProxyClient(proxy.base);
const order = () => client.order({ by: 'order', token: token('order') });
const codeOf = async (reply: ReturnType<typeof order>) => {
  const answer = await reply;
  return answer.ok ? 'ok' : answer.problem.code;
};

/** What stands between buyer and proxy answers in its stead. */
const gateway = (status: number) => async () => new Response('<h1>Bad gateway</h1>', { status });

describe('proxy client', () => {
  beforeEach(() => {
    proxy.reset();
    ProxyClient.pauses = [0, 0, 0];
  });

  it('asks again while a problem passes, with the very same body', async () => {
    let asked = 0;
    proxy.onOrder = () => (++asked < 3 ? { code: 'stripe_unavailable' } : paidOrder());
    expect(await codeOf(order())).to.equal('ok');
    const bodies = proxy.sent('/v1/order').map((body) => JSON.stringify(body));
    expect(bodies).to.have.length(3);
    expect(new Set(bodies).size).to.equal(1);
  });

  it('asks again where a gateway has answered in the proxy’s stead', async () => {
    proxy.onOrder = () => paidOrder();
    proxy.fault = () => {
      proxy.fault = null;
      return gateway(502)();
    };
    expect(await codeOf(order())).to.equal('ok');
    expect(proxy.requests).to.have.length(2);
  });

  it('gives up after four tries', async () => {
    proxy.onOrder = () => ({ code: 'stripe_timeout' });
    expect(await codeOf(order())).to.equal('stripe_timeout');
    expect(proxy.requests).to.have.length(4);
  });

  it('asks once where asking again cannot help, and where the shop is closed', async () => {
    for (const problem of [{ code: 'order_not_found' }, { code: 'closed', message: 'On holiday' }] as const) {
      proxy.requests = [];
      proxy.onOrder = () => problem;
      expect(await codeOf(order())).to.equal(problem.code);
      expect(proxy.requests).to.have.length(1);
    }
  });

  it('does not wait longer than a buyer would', async () => {
    proxy.onOrder = () => ({ code: 'rate_limited', retryAfter: 60 });
    expect(await codeOf(order())).to.equal('rate_limited');
    expect(proxy.requests).to.have.length(1);
  });

  const faults: Record<string, [() => Promise<Response>, string]> = {
    'a reset': [() => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
    'a timeout': [() => Promise.reject(new DOMException('', 'TimeoutError')), 'timeout'],
    HTML: [async () => new Response('<h1>Not found</h1>', { status: 404 }), 'unreadable'],
    "a gateway's page": [gateway(502), 'unreachable'],
    "a gateway's refusal": [gateway(429), 'unreachable'],
    'an empty body': [async () => new Response(''), 'unreadable'],
    null: [async () => Response.json(null), 'unreadable'],
    'an array': [async () => Response.json([]), 'unreadable'],
    'an empty object': [async () => Response.json({}), 'unreadable'],
    'an order without lines': [async () => Response.json({ ...paidOrder(), lines: undefined }), 'unreadable'],
    'a total that is no amount': [
      async () => Response.json({ ...paidOrder(), totals: { ...paidOrder().totals, total: 1.5 } }),
      'unreadable',
    ],
    "another server's problem": [async () => Response.json({ error: 'x' }, { status: 400 }), 'unreadable'],
    "a gateway's problem": [async () => Response.json({ message: 'Unavailable' }, { status: 503 }), 'unreachable'],
  };
  for (const [name, [fault, code]] of Object.entries(faults)) {
    it(`answers ${name} with ${code}`, async () => {
      proxy.fault = fault;
      expect(await codeOf(order())).to.equal(code);
    });
  }

  it('says offline at once', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    proxy.fault = () => Promise.reject(new TypeError('Failed to fetch'));
    expect(await codeOf(order())).to.equal('offline');
    Reflect.deleteProperty(navigator, 'onLine');
  });

  it('asks nobody where nobody said where the proxy is', async () => {
    expect(await codeOf(new ProxyClient('').order({ by: 'order', token: token('order') }))).to.equal('no_proxy');
    expect(proxy.requests).to.deep.equal([]);
  });

  it('reads the status of a newer proxy as unknown', async () => {
    proxy.fault = async () => Response.json({ detail: 'status', status: 'teleported' });
    const reply = await order();
    expect(reply.ok && reply.value.status).to.equal('unknown');
  });

  it('answers each shape of a checkout reply that the contract has, and no other', async () => {
    const ask = () =>
      client.checkout({
        mode: 'hosted',
        attempt: crypto.randomUUID(),
        lines: [{ item: 'mug', options: [], quantity: 1 }],
        expected: { currency: 'eur', subtotal: 1950 },
      });
    expect((await ask()).ok).to.equal(true);
    for (const bad of [{ status: 'open', url: 'https://x' }, { status: 'paid' }, { status: 'constructor' }, {}]) {
      proxy.fault = async () => Response.json(bad);
      expect((await ask()).ok).to.equal(false);
    }
  });
});
