#!/usr/bin/env node
import { ExitCode } from './exit-code.js';
import { run } from './program.js';

// Whoever stops a command may do so at any moment: what it has made is found again by the next run. While a question
// is on the screen the terminal is in raw mode, and the question itself hears Ctrl-C.
process.once('SIGINT', () => process.exit(ExitCode.declined));
// `stripe-cart … | head` has read enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await run(process.argv.slice(2));
