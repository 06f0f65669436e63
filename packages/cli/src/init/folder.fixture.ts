import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
  /** What `npm install` would bring, linked from this repository: its own packages are in no registry. */
  install(folder: string): Promise<void>;
  /** `npm run dev` in a folder below it, until it says that it is ready. */
  dev(folder: string): Promise<{ shop: string; proxy: string; sandbox: string; stop(): Promise<number | null> }>;
  remove(): Promise<void>;
}

export async function openPlace(): Promise<Place> {
  const path = await mkdtemp(join(tmpdir(), 'stripe-cart-init-'));
  const running = new Set<ChildProcess>();
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
      await mkdir(join(modules, '@stripe-cart'), { recursive: true });
      for (const name of ['proxy', 'sandbox']) {
        await symlink(join(PACKAGE, '..', name), join(modules, '@stripe-cart', name), 'dir');
      }
      await symlink(join(PACKAGE, 'node_modules', 'wrangler'), join(modules, 'wrangler'), 'dir');
    },

    async dev(folder) {
      const ports = { PORT: String(await freePort()), SHOP_PORT: String(await freePort()) };
      const child = spawn(process.execPath, ['dev.js'], {
        cwd: join(path, folder),
        env: { ...environment(), ...ports },
      });
      running.add(child);
      const said = await untilReady(child);
      const [shop = '', proxy = '', sandbox = ''] = said.match(/^ {2}(?:Shop|Proxy|Stripe) +\S+/gm) ?? [];
      const address = (line: string) => line.replace(/^\s*\w+\s+/, '');
      return {
        shop: address(shop),
        proxy: address(proxy),
        sandbox: address(sandbox),
        async stop() {
          child.kill('SIGTERM');
          const [code] = (await once(child, 'exit')) as [number | null];
          running.delete(child);
          return code;
        },
      };
    },

    async remove() {
      for (const child of running) child.kill('SIGKILL');
      await rm(path, { recursive: true, force: true });
    },
  };
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

/** One that was free a moment ago: wrangler has to be told its port, because its own address is one of its settings. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
