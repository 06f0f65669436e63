import { settingsOf, type Answers } from './answers.js';
import type { RuntimeFiles } from './runtime-files.js';

/** A Worker: its entry, and what Cloudflare has to know of it. */
export function workersFiles(answers: Answers): RuntimeFiles {
  return {
    files: [
      { path: 'worker.js', text: WORKER },
      { path: 'wrangler.jsonc', text: wranglerConfig(answers) },
    ],
    secrets: {
      file: '.dev.vars',
      comment: [
        'For this machine only. `npm run dev` needs the token secret and brings a key for the sandbox by itself. What is',
        'deployed has secrets of its own: npx wrangler secret put STRIPE_SECRET_KEY',
        'A token secret is 32 characters or more: openssl rand -base64 32. Keep the one that is deployed: no host shows it again,',
        'and `stripe-cart links` and `invoice-link` need that very one.',
      ],
    },
    scripts: { deploy: 'wrangler deploy' },
    needsWrangler: true,
  };
}

const WORKER = `import { proxyWorker } from '@stripe-cart/proxy/worker';
import catalog from './catalog.json';

// Paid orders can be taken in code as well: proxyWorker({ log, onOrder: async (order) => { … } }).
// Each line of the log on its own level, by which it can be looked for; npm run dev shows errors only.
const log = (line) => console[line.level](JSON.stringify(line));
const proxy = proxyWorker({ log });

export default {
  fetch: (request, env, context) => proxy.fetch(request, { ...env, CART_CATALOG: catalog }, context),
};
`;

function wranglerConfig(answers: Answers): string {
  const { hostname } = new URL(answers.proxy);
  const settings = Object.entries(settingsOf(answers)).map(
    ([name, value]) => `    "${name}": ${JSON.stringify(value)},`,
  );
  return `{
  "$schema": "node_modules/wrangler/config-schema.json",
  "name": "stripe-cart-proxy",
  "main": "worker.js",
  "compatibility_date": "2026-07-01",

  // What the proxy writes itself is redacted. Invocation logs are not: they hold whole addresses, and a buyer's way
  // back from Stripe has a signed nonce in it.
  "observability": { "enabled": true, "logs": { "enabled": true, "invocation_logs": false } },
${addressOf(hostname)}
  // Settings that are no secret; the README of @stripe-cart/proxy has them all. Keys never stand in this file.
  "vars": {
${settings.join('\n')}
  },
  "secrets": { "required": ["STRIPE_SECRET_KEY", "CART_TOKEN_SECRET"] },

  // Payments started, and orders looked up, by one client within a minute, counted for each of Cloudflare's locations.
  // Any two numbers that your account does not use yet will do.
  "ratelimits": [
    { "name": "CART_CHECKOUT_LIMITER", "namespace_id": "7001", "simple": { "limit": 20, "period": 60 } },
    { "name": "CART_ORDER_LIMITER", "namespace_id": "7002", "simple": { "limit": 60, "period": 60 } },
  ],
}
`;
}

/** A workers.dev address comes by itself; one of the shop's own has to be asked for, and its domain be on Cloudflare. */
function addressOf(hostname: string): string {
  if (hostname.endsWith('.workers.dev')) return '';
  return `
  // The proxy's own address. Its domain has to be on Cloudflare; if it is not, delete this line, deploy, and put the
  // workers.dev address that is printed into CART_PUBLIC_URL.
  "routes": [{ "pattern": ${JSON.stringify(hostname)}, "custom_domain": true }],
`;
}
