import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Log, LogLevel, Miniflare, type MiniflareOptions } from 'miniflare';
import type { Environment } from '../index.js';
import type { RunningProxy, Runtime } from './runtime.js';

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

export const workerdRuntime: Runtime = { name: 'workerd', start: (env) => startWorker(env) };

/** @param more what a Worker can be bound to besides its settings */
export async function startWorker(env: Environment, more: Partial<MiniflareOptions> = {}): Promise<RunningProxy> {
  program ??= bundle();
  const script = await program;
  const lines: string[] = [];
  const options = (url: string) =>
    ({
      modules: true,
      script,
      compatibilityDate: '2026-07-01',
      bindings: { CART_PUBLIC_URL: url, ...jsonOnly(env) },
      host: '127.0.0.1',
      port: 0,
      log: new Log(LogLevel.NONE),
      handleRuntimeStdio(stdout: Readable, stderr: Readable) {
        stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
        stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
      },
      ...more,
    }) as MiniflareOptions;
  // Its address is known only once it runs, and is one of its settings: so it is started, and then told.
  const miniflare = new Miniflare(options('http://127.0.0.1'));
  const url = (await miniflare.ready).origin;
  await miniflare.setOptions(options(url));
  const kept = (await miniflare.ready).origin;
  if (kept !== url) throw new Error(`workerd moved from ${url} to ${kept} while it was told its own address`);
  return { url, log: () => lines.join('\n'), close: () => miniflare.dispose() };
}

/** Bindings are JSON, so a catalogue goes in as an object and `undefined` not at all. */
function jsonOnly(env: Environment): Record<string, never> {
  return JSON.parse(JSON.stringify(env)) as Record<string, never>;
}
