import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line as it is built: what an owner starts with `npx stripe-cart`. */
const COMMAND = path.join(path.dirname(fileURLToPath(import.meta.resolve('stripe-cart/package.json'))), 'dist/bin.js');

/**
 * Runs `stripe-cart` to its end, with these variables and no others.
 *
 * @returns what it wrote to standard output
 * @throws {Error} with what it has said, where it fails
 */
export async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const command = spawn(process.execPath, [COMMAND, ...args], { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  let said = '';
  command.stdout.on('data', (chunk) => (written += String(chunk)));
  command.stderr.on('data', (chunk) => (said += String(chunk)));
  const [code] = (await once(command, 'close')) as [number | null];
  if (code !== 0) throw new Error(`stripe-cart ${args[0]} ended with ${code}:\n${said}`);
  return written;
}
