import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Log, LogLevel, Miniflare, type MiniflareOptions } from 'miniflare';
import type { Runtime } from './runtime.js';

/** The Worker's program, bundled as wrangler would, once for all the proxies of a test file. */
let program: Promise<string> | undefined;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['workerd', 'worker', 'browser'],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

export const workerdRuntime: Runtime = {
  name: 'workerd',
  async start(env) {
    program ??= bundle();
    const lines: string[] = [];
    const options = async (url: string): Promise<MiniflareOptions> => ({
      modules: true,
      script: await program,
      compatibilityDate: '2026-07-01',
      bindings: { CART_PUBLIC_URL: url, ...jsonOnly(env) },
      host: '127.0.0.1',
      port: 0,
      log: new Log(LogLevel.NONE),
      handleRuntimeStdio(stdout: Readable, stderr: Readable) {
        stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
        stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
      },
    });
    // Its address is known only once it runs, and is one of its settings: so it is started, and then told.
    const miniflare = new Miniflare(await options('http://127.0.0.1'));
    const url = (await miniflare.ready).origin;
    await miniflare.setOptions(await options(url));
    const kept = (await miniflare.ready).origin;
    if (kept !== url) throw new Error(`workerd moved from ${url} to ${kept} while it was told its own address`);
    return { url, log: () => lines.join('\n'), close: () => miniflare.dispose() };
  },
};

/** Bindings are JSON, so a catalogue goes in as an object and `undefined` not at all. */
function jsonOnly(env: Readonly<Record<string, unknown>>): Record<string, never> {
  return JSON.parse(JSON.stringify(env)) as Record<string, never>;
}
