import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { freePort } from '../../serve/listen.ts';
import type { WebKit } from '../engines.ts';
import { WebDriverSession } from './webdriver.ts';

const HOST = '127.0.0.1';

/** Window and screen, in pixels. */
const SCREEN = '1400x1000x24';

/** WebKitGTK's own small browser, and the driver that opens its windows. */
export interface MiniBrowser {
  /** A window with an empty profile. One at a time: WebKitWebDriver has no more than one session. */
  open(): Promise<WebDriverSession>;
  close(): Promise<void>;
}

/** @param headless on a screen of its own that nobody sees; else on the screen that this program runs on */
export async function startMiniBrowser(programs: WebKit, { headless }: { headless: boolean }): Promise<MiniBrowser> {
  const screen = headless ? await startScreen(programs.screen) : null;
  const { driver, address } = await startDriver(programs.driver, screen?.display);
  return {
    open: () =>
      WebDriverSession.open(address, {
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
      }),
    close: async () => {
      await end(driver);
      if (screen) await end(screen.process);
    },
  };
}

/** Starts an X server, which picks a free display itself and tells which. */
async function startScreen(program: string) {
  const server = spawn(program, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
  return { process: server, display: `:${String(number).trim()}` };
}

/** Starts the driver on a port that is free. Another program may take it in between; then on another. */
async function startDriver(program: string, display: string | undefined) {
  for (;;) {
    const port = await freePort(HOST);
    const driver = spawn(program, [`--port=${port}`, `--host=${HOST}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...(display && { DISPLAY: display }),
        // WebKit's sandbox needs user namespaces, which root in a container is not given.
        ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
      },
    });
    const address = `http://${HOST}:${port}`;
    if (await answers(`${address}/status`, driver)) return { driver, address };
  }
}

/** Asks until there is an answer, or until the process that should give it is gone. */
async function answers(address: string, from: ChildProcess): Promise<boolean> {
  while (from.exitCode === null && from.signalCode === null) {
    const answered = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return true;
  }
  return false;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  await closed;
}
