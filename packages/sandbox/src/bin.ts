#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { serveSandbox } from './node.js';

const HELP = `stripe-cart-sandbox: Stripe, offline, in memory. Not affiliated with Stripe.

  --port NUMBER        where to listen; 0 for any free port (4242)
  --host ADDRESS       on which address (127.0.0.1)
  --origin URL         where clients reach it, when that is not where it listens
  --ready-file FILE    its URL is written there when it answers
  --version
  --help

Point an SDK at it:

  new Stripe('sk_test_anything', { host: '127.0.0.1', port: 4242, protocol: 'http' })

Its API is under /v1, its controls under /_sandbox, its payment pages under /c/pay.
`;

/** What was asked for on the command line cannot be done; said without a stack. */
class UsageError extends Error {}

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4242' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string' },
        'ready-file': { type: 'string' },
        version: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port ${text} is no port: give 0 to 65535.`);
  return port;
}

function originOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new UsageError(`--origin ${text} is no http or https address.`);
  }
  return new URL(text).origin;
}

async function main(): Promise<void> {
  const { port, host, origin, 'ready-file': readyFile, version, help } = readOptions();
  if (help) return void process.stdout.write(HELP);
  if (version) return void process.stdout.write(`${versionOfPackage()}\n`);
  const served = await serveSandbox({
    port: portOf(port),
    host,
    ...(origin === undefined ? {} : { origin: originOf(origin) }),
  });
  const stop = (): void => void served.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (readyFile !== undefined) writeFileSync(readyFile, served.url);
  process.stdout.write(`${served.url}\n`);
}

function versionOfPackage(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof UsageError || (error instanceof Error && 'code' in error);
  process.stderr.write(`stripe-cart-sandbox: ${isExpected ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
