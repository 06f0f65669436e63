// Stripe's own command line against the sandbox: every fixture of `stripe trigger`, which of them runs to its end, and
// where the others stop: `pnpm --filter @stripe-cart/sandbox cli`. Fails when one that runs today does not.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { serveSandbox } from '../../dist/node.js';
import { withPackages } from '../temporary-packages.mjs';

const run = promisify(execFile);
const PACKAGES = { '@stripe/cli': '1.52.0' };

/** What runs today, of everything that is about what the sandbox covers. */
const RUNS = [
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'coupon.created',
  'customer.created',
  'customer.updated',
  'invoice.created',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.sent',
  'invoice.updated',
  'invoice.voided',
  'invoiceitem.created',
  'payment_intent.canceled',
  'price.created',
  'price.updated',
  'product.created',
  'product.updated',
];

const outcomes = await withPackages(PACKAGES, async ({ folder }) => {
  const stripe = (...args) =>
    run(path.join(folder, 'node_modules/.bin/stripe'), args, {
      cwd: folder,
      env: { ...process.env, HOME: folder, STRIPE_CLI_TELEMETRY_OPTOUT: '1' },
      timeout: 60_000,
    });
  const { stdout: help } = await stripe('trigger', '--help');
  const events = [...help.matchAll(/^ {2}([a-z_]+(?:\.[a-z_]+)+)$/gm)].map(([, event]) => event);
  const all = [];
  for (const event of events) all.push([event, await outcomeOf(event, stripe)]);
  return all;
});

async function outcomeOf(event, stripe) {
  const served = await serveSandbox();
  try {
    await stripe('trigger', event, '--api-base', served.url, '--api-key', `sk_test_${'0'.repeat(24)}`);
    return null;
  } catch (error) {
    const { entries } = await (await fetch(`${served.url}/_sandbox/ledger`)).json();
    const stopped = entries.findLast((entry) => entry.kind === 'call' && entry.status >= 400);
    const [, message = ''] = /"message": "([^"]*)"/.exec(`${error.stdout}${error.stderr}`) ?? [];
    return stopped
      ? `\`${stopped.method} ${stopped.path}\`: ${message}`
      : String(error.message).trim().split('\n').at(-1);
  } finally {
    await served.close();
  }
}

const running = outcomes.filter(([, stopped]) => stopped === null).map(([event]) => event);
console.log('| Fixture | Stops at |\n| --- | --- |');
for (const [event, stopped] of outcomes) console.log(`| ${event} | ${stopped ?? 'runs'} |`);
console.log(`\n${outcomes.length} fixtures, ${running.length} run: ${running.join(', ')}`);
const lost = RUNS.filter((event) => !running.includes(event));
const gained = running.filter((event) => !RUNS.includes(event));
if (lost.length + gained.length > 0) {
  console.log(
    `Not as written down: ${[...lost.map((event) => `-${event}`), ...gained.map((event) => `+${event}`)].join(' ')}`,
  );
  process.exitCode = 1;
}
