#!/usr/bin/env node
import { ExitCode } from './exit-code.js';
import { isInRange, readPackageFile } from './package-file.js';

// Before anything is loaded that an older Node cannot read.
const { engines } = readPackageFile();
if (!isInRange(process.versions.node, engines.node)) {
  process.stderr.write(`stripe-cart needs Node ${engines.node}; this is ${process.versions.node}.\n`);
  process.exit(ExitCode.usage);
}

// Whoever stops a command may do so at any moment: what it has made is found again by the next run. While a question
// is on the screen the terminal is in raw mode, and the question itself hears Ctrl-C.
process.once('SIGINT', () => process.exit(ExitCode.declined));
// `stripe-cart … | head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { run } = await import('./program.js');
process.exitCode = await run(process.argv.slice(2));
