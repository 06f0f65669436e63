// The same scenarios against the sandbox and against doubles by others, with every difference explained:
// `pnpm --filter @stripe-cart/sandbox compare`. Fails where a difference has no explanation, or an explanation no difference.
import http from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';
import { serveSandbox } from '../../dist/node.js';
import { withPackages } from '../temporary-packages.mjs';
import { SCENARIOS } from './scenarios.mjs';

const DOUBLES = { emulate: '0.12.2', 'stripe-stateful-mock': '0.0.16' };

const sdkFor = (url) => {
  const { hostname, port } = new URL(url);
  return (key) =>
    new Stripe(key, {
      host: hostname,
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: 10_000,
    });
};

/** Each starts one double, empty, and tells how its buyer pays. */
const STARTERS = {
  sandbox: async () => {
    const { url, close } = await serveSandbox();
    return {
      url,
      close,
      pay: async (_, session) => {
        const body = JSON.stringify({ session, action: 'pay' });
        return (await (await fetch(`${url}/_sandbox/buyer`, { method: 'POST', body })).json()).redirect;
      },
    };
  },
  emulate: async (load) => {
    const { createEmulator } = await load('emulate');
    const emulator = await createEmulator({ service: 'stripe', port: 0 });
    return {
      url: emulator.url,
      close: () => emulator.close(),
      pay: async (_, session) => {
        const page = `${emulator.url}/checkout/${session}/complete`;
        const answer = await fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams() });
        return answer.headers.get('location');
      },
    };
  },
  'stripe-stateful-mock': async (load) => {
    const { createExpressApp } = await load('stripe-stateful-mock');
    const server = http.createServer(createExpressApp()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
      url: `http://127.0.0.1:${server.address().port}`,
      close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
      pay: () => Promise.reject(new Error('It has no Checkout.')),
    };
  },
};

async function outcomeOf(name, load, { run }) {
  const double = await STARTERS[name](load);
  const sdk = sdkFor(double.url);
  try {
    // A key of its own: a double may keep what it has by key, and beyond the life of its server.
    const key = `sk_test_${crypto.randomUUID().replaceAll('-', '')}`;
    return JSON.stringify(await run(sdk(key), { ...double, sdk }));
  } catch (error) {
    return JSON.stringify(`failed: ${error.code ?? error.type ?? error.message}`);
  } finally {
    await double.close();
  }
}

const totals = {};
await withPackages(DOUBLES, async ({ load }) => {
  console.log('| Scenario | Double | Sandbox | Double’s answer | Why |\n| --- | --- | --- | --- | --- |');
  for (const scenario of SCENARIOS) {
    const ours = await outcomeOf('sandbox', load, scenario);
    for (const name of Object.keys(DOUBLES).filter((each) => !scenario.only || scenario.only === each)) {
      const theirs = await outcomeOf(name, load, scenario);
      const why = scenario.why?.[name];
      const total = (totals[name] ??= { scenarios: 0, same: 0, different: 0, unexplained: 0 });
      total.scenarios += 1;
      total[ours === theirs ? 'same' : 'different'] += 1;
      if ((ours === theirs) === (why !== undefined)) total.unexplained += 1;
      const told = ours === theirs ? (why ? '**explained, but the same**' : 'the same') : (why ?? '**unexplained**');
      if (ours !== theirs || why) console.log(`| ${scenario.name} | ${name} | \`${ours}\` | \`${theirs}\` | ${told} |`);
    }
  }
});
for (const [name, { scenarios, same, different, unexplained }] of Object.entries(totals)) {
  const version = DOUBLES[name];
  console.log(
    `${name} ${version}: ${scenarios} scenarios, ${same} the same, ${different} different, ${unexplained} unexplained`,
  );
  if (unexplained > 0) process.exitCode = 1;
}
process.exit();
