import type { Runtime } from './answers.js';

/**
 * `dev.js` of a proxy folder: Stripe's stand-in, the proxy, and a page that sells the catalogue, on this machine. It
 * stands in the folder, and not in a package, so that its owner can point it at pages of their own.
 */
export function devScript(runtime: Runtime): string {
  return `// The shop on this machine: npm run dev. Stripe is played by @stripe-cart/sandbox; no key is needed, and no money moves.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { serveSandbox } from '@stripe-cart/sandbox/node';

const HOST = '127.0.0.1';
const proxyUrl = \`http://\${HOST}:\${process.env.PORT ?? 8787}\`;

const sandbox = await serveSandbox();
const shop = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page(request.url?.startsWith('/thanks') ? '<stripe-cart-return></stripe-cart-return>' : products()));
});
await new Promise((resolve) => shop.listen(Number(process.env.SHOP_PORT ?? 8786), HOST, resolve));
const shopUrl = \`http://\${HOST}:\${shop.address().port}\`;

const settings = {
  STRIPE_API_BASE: sandbox.url.replace(/\\/$/, ''),
  // Any well-formed test key opens the sandbox.
  STRIPE_SECRET_KEY: \`sk_test_\${randomBytes(16).toString('hex')}\`,
  CART_PUBLIC_URL: proxyUrl,
  CART_ORIGINS: shopUrl,
  CART_RETURN_URL: \`\${shopUrl}/thanks\`,
  // What belongs to the site itself and to its account at Stripe is left out here: its pages, its rates, whoever takes
  // its orders, and the key by which Stripe.js takes payments inside a page.
${ofTheSite()}
};
${START[runtime]}
proxy.once('exit', (code) => process.exit(process.exitCode ?? code ?? 0));
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => proxy.kill());

for (;;) {
  const health = await fetch(\`\${proxyUrl}/v1/health\`).catch(() => null);
  if (health?.ok) break;
  // Its log, above, names what is wrong, and the mend.
  if (health !== null && (await health.text()).includes('"misconfigured"')) {
    console.error('The proxy refuses to sell, because a setting is wrong.');
    process.exitCode = 1;
    proxy.kill();
    await once(proxy, 'exit');
  }
  await pause(200);
}
console.log(\`
  Shop      \${shopUrl}
  Proxy     \${proxyUrl}
  Stripe    \${sandbox.url}   a stand-in: pay with 4242 4242 4242 4242

  In a page of your own, on \${shopUrl} or on an address that you add to CART_ORIGINS in dev.js:
  <script type="module" src="\${proxyUrl}/stripe-cart.js"></script>
\`);

function page(body) {
  return \`<!doctype html><meta charset="utf-8"><title>Shop</title>
<script type="module" src="\${proxyUrl}/stripe-cart.js"></script>
<body><p><a href="/">Shop</a></p>\${body}</body>\`;
}

function products() {
  const { items } = JSON.parse(readFileSync(new URL('./catalog.json', import.meta.url), 'utf8'));
  return items.map(product).join('');
}

function product({ id, name, options = [] }) {
  const fields = options.map(({ name, values }) => {
    if (!values) return \`<label>\${html(name)} <input name="\${html(name)}"></label> \`;
    const offers = values.map(({ value }) => \`<option>\${html(value)}</option>\`).join('');
    return \`<label>\${html(name)} <select name="\${html(name)}">\${offers}</select></label> \`;
  });
  return \`<form data-cart-add="\${html(id)}"><p>\${html(name)} \${fields.join('')}<button>Add to cart</button></p></form>\`;
}

function html(text) {
  return text.replace(/[&<>"]/g, (letter) => \`&#\${letter.charCodeAt(0)};\`);
}
`;
}

/** Settings that are fit for the site as it is on the web, and for no sandbox and no page of this machine. */
const OF_THE_SITE = [
  'STRIPE_PUBLISHABLE_KEY',
  'CART_PENDING_URL',
  'CART_ERROR_URL',
  'CART_RETURN_PAGES',
  'CART_CANCEL_URL',
  'CART_INVOICE_URL',
  'CART_INVOICE_FOOTER',
  'CART_SHIPPING_RATES',
  'CART_SINK_URL',
  'CART_SINK_SECRET',
  'CART_CONFIRM',
];

const ofTheSite = () => OF_THE_SITE.map((name) => `  ${name}: '',`).join('\n');

const START: Readonly<Record<Runtime, string>> = {
  workers: `const variables = Object.entries(settings).flatMap(([name, value]) => ['--var', \`\${name}:\${value}\`]);
const address = ['--ip', HOST, '--port', new URL(proxyUrl).port, '--inspector-port', '0'];
const options = ['--show-interactive-dev-session=false', '--log-level', 'error'];
const proxy = spawn('wrangler', ['dev', ...address, ...options, ...variables], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});`,
  node: `const proxy = spawn(process.execPath, ['--env-file-if-exists=.env', 'start.js'], {
  stdio: 'inherit',
  env: { ...process.env, ...settings, HOST, PORT: new URL(proxyUrl).port },
});`,
};
