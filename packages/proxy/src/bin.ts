#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { consoleLog, createLog, whereabouts } from './log/log.js';
import { serveProxy } from './node.js';

/*
 * `stripe-cart-proxy`: the proxy as a process. Settings come from the environment; PORT and HOST, as platforms set
 * them, or --port and --host say where to listen.
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
const log = createLog(consoleLog);

// A defect in one request is not a reason to end the others. It is logged once, without what may be in its message.
process.on('unhandledRejection', (reason) =>
  log({ level: 'error', event: 'unhandled_rejection', ...whereabouts(reason) }),
);

try {
  const proxy = await serveProxy({
    env: process.env,
    port: Number(values.port ?? (process.env['PORT'] || 8787)),
    host: values.host ?? process.env['HOST'] ?? '127.0.0.1',
  });
  // Before anybody is told: whoever waits for that word may end the process at once.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void proxy.close().then(() => process.exit(0)));
  }
  log({ level: 'info', event: 'listening', url: proxy.url });
} catch (error) {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exitCode = 1;
}

function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return 'The proxy could not start.';
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  return taken ? 'That port is taken; choose another with --port or PORT, or 0 for any free one.' : error.message;
}
