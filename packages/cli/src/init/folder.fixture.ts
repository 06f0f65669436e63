import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const BIN = join(PACKAGE, 'dist', 'bin.js');

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A place of its own for one test: what is written there, and what runs there, is gone afterwards. */
export interface Place {
  readonly path: string;
  /** `stripe-cart …` in it. */
  stripeCart(...args: string[]): Promise<Outcome>;
  /** Any program in a folder below it. */
  run(folder: string, command: string, args: readonly string[]): Promise<Outcome>;
  /** What `npm install` would bring, taken from this repository: its own packages are in no registry. */
  install(folder: string): Promise<void>;
  /** `npm run dev` in a folder below it, until it says that it is ready. */
  dev(folder: string): Promise<{ shop: string; proxy: string; sandbox: string; stop(): Promise<number | null> }>;
  remove(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), 'stripe-cart-init-'));
  const running = new Map<ChildProcess, Promise<unknown>>();
  const environment = () => ({
    ...process.env,
    HOME: path,
    CI: '1',
    WRANGLER_SEND_METRICS: 'false',
    STRIPE_SECRET_KEY: '',
    PATH: [join(PACKAGE, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
  });

  const run = (cwd: string, command: string, args: readonly string[]) =>
    new Promise<Outcome>((resolve) => {
      execFile(command, [...args], { cwd, env: environment() }, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, stdout, stderr });
      });
    });

  return {
    path,
    stripeCart: (...args) => run(path, process.execPath, [BIN, ...args]),
    run: (folder, command, args) => run(join(path, folder), command, args),

    async install(folder) {
      const modules = join(path, folder, 'node_modules');
      for (const name of ['contract', 'proxy', 'sandbox']) await installOwn(name, modules);
      await symlink(join(PACKAGE, 'node_modules', 'wrangler'), join(modules, 'wrangler'), 'dir');
    },

    async dev(folder) {
      const ports = { PORT: String(await freePort()), SHOP_PORT: '0' };
      const child = spawn(process.execPath, ['dev.js'], {
        cwd: join(path, folder),
        env: { ...environment(), ...ports },
      });
      const ended = once(child, 'exit');
      running.set(child, ended);
      const said = await untilReady(child);
      const [shop = '', proxy = '', sandbox = ''] = said.match(/^ {2}(?:Shop|Proxy|Stripe) +\S+/gm) ?? [];
      const address = (line: string) => line.replace(/^\s*\w+\s+/, '');
      return {
        shop: address(shop),
        proxy: address(proxy),
        sandbox: address(sandbox),
        async stop() {
          child.kill('SIGTERM');
          await ended;
          return child.exitCode;
        },
      };
    },

    async remove() {
      for (const [child, ended] of running) {
        // As whoever presses Ctrl-C: what it has started ends with it, and writes nothing more.
        child.kill('SIGTERM');
        await ended;
      }
      await rm(path, { recursive: true, force: true });
    },
  };
}

/**
 * A package of this repository, copied as it would be published, with links to what it needs from others. Were it linked
 * itself, `wrangler dev` would watch this repository, and begin anew whenever something in it is built.
 */
async function installOwn(name: string, modules: string): Promise<void> {
  const source = join(PACKAGE, '..', name);
  const copy = join(modules, '@stripe-cart', name);
  await cp(join(source, 'dist'), join(copy, 'dist'), { recursive: true });
  await cp(join(source, 'package.json'), join(copy, 'package.json'));
  const { dependencies = {} } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) {
    if (dependency.startsWith('@stripe-cart/')) continue;
    const link = join(copy, 'node_modules', dependency);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(join(source, 'node_modules', dependency)), link, 'dir');
  }
}

/** @throws {Error} with what the process said, when it ends instead */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (/^ {2}Stripe .*\n/m.test(said)) resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`dev.js ended with ${code}: ${said}`)));
  });
}

/**
 * One that is free: wrangler has to be told its port, because its own address is one of its settings. It is none of
 * those that a system gives out by itself (Linux from 32768, others from 49152), so that nobody who asks for any port
 * gets it before wrangler has begun to listen.
 */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(randomInt(10_000, 32_768), '127.0.0.1');
  const isTaken = await once(server, 'listening').then(
    () => false,
    () => true,
  );
  if (isTaken) return freePort();
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
