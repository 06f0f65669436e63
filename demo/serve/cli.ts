#!/usr/bin/env node
/** `npm run demo`: serves the shop until it is told to stop. */
import { parseArgs } from 'node:util';
import { banner, invoiceLine, orderLine } from './banner.ts';
import { writeReadyFile } from './ready-file.ts';
import { serveDemo, type Demo } from './serve.ts';

const USAGE = `Usage: npm run demo -- [--port N] [--ready-file FILE]

  --port N           the shop's port; 0 takes any free one (default 4242)
  --ready-file FILE  written when everything answers: {"shop":URL,"proxy":URL,"sandbox":URL or null}`;

/** Longest wait for requests under way after Ctrl-C or SIGTERM, in milliseconds. */
const PATIENCE_MS = 1_000;

let demo: Demo | undefined;
/** Told to stop, perhaps before everything had started. */
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    const again = stopping;
    stopping = true;
    if (demo && !again) void stop(demo);
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  demo = await serveDemo({
    ...options,
    env: process.env,
    onNotice: (sentence) => console.log(sentence),
    onOrder: (order) => console.log(orderLine(order)),
    log: (entry) => entry.level !== 'info' && console.error(JSON.stringify(entry)),
  });
  if (stopping) await stop(demo);
  console.log(banner(demo));
  if (options.readyFile) await writeReadyFile(options.readyFile, demo);
  await offerInvoice(demo);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await demo?.close();
  process.exit(1);
}

async function offerInvoice({ invoices }: Demo): Promise<void> {
  try {
    const invoice = await invoices?.write();
    if (invoice) console.log(invoiceLine(invoice));
  } catch (error) {
    // Whoever ends the demo at once ends the command with it.
    if (!stopping) console.error(error instanceof Error ? error.message : error);
  }
}

async function stop(running: Demo): Promise<never> {
  setTimeout(() => process.exit(0), PATIENCE_MS);
  await running.close();
  process.exit(0);
}

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      'ready-file': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw new Error(`--port takes a number from 0 to 65535.\n\n${USAGE}`);
  }
  return {
    ...(port !== undefined && { port }),
    readyFile: values['ready-file'],
  };
}
