import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { FixedLinks } from '@stripe-cart/contract';
import { serveSandbox, type ServedSandbox } from '@stripe-cart/sandbox/node';
import { parseFixedLinks } from './fixed-links-file.js';

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));
export const KEY = 'sk_test_51TestOfTheCommandLine';
export const RETURN_URL = 'https://shop.example/thanks.html';

export interface Outcome {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Calls to Stripe, by operation. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Called when Stripe has carried out the first call that changes something. */
  readonly onChange?: () => void;
  /** Ends the process by this signal as soon as Stripe has carried out so many calls that change something. */
  readonly signalAfter?: { readonly changes: number; readonly signal: NodeJS.Signals };
}

/** A directory with a catalogue, an empty account, and the command as it is published. */
export interface TestShop {
  readonly stripe: Stripe;
  /** Where Stripe's stand-in answers. */
  readonly stripeUrl: string;
  readonly dir: string;
  /** Runs `stripe-cart links` with the catalogue and the return address. */
  links(args?: readonly string[], options?: RunOptions): Promise<Outcome>;
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  write(name: string, content: unknown): void;
  /** Items `item-1` … with these prices in EUR. */
  sell(...amounts: readonly number[]): void;
  /** links.json as it is now. It has to be readable. */
  file(name?: string): FixedLinks;
  control(name: string, body: object): Promise<void>;
  /** All links of the account, the newest first. */
  account(): Promise<Stripe.PaymentLink[]>;
  /**
   * Whatever links.json was at each call of the last run, with the links that were off just then.
   */
  readonly moments: readonly { readonly text: string; readonly off: ReadonlySet<string> }[];
}

interface CallSeen {
  readonly operation: string | null;
  readonly status: number;
}

export function useShop(): TestShop {
  let served: ServedSandbox | null = null;
  let dir = '';
  let onCall: (call: CallSeen) => void = () => undefined;
  const off = new Set<string>();
  const moments: { text: string; off: ReadonlySet<string> }[] = [];

  const look = () => {
    try {
      moments.push({ text: readFileSync(join(dir, 'links.json'), 'utf8'), off: new Set(off) });
    } catch {
      // There is no file yet.
    }
  };

  beforeAll(async () => {
    served = await serveSandbox({
      onEntry: (entry) => {
        if (entry.kind === 'object' && entry.object === 'payment_link') {
          if (entry.state === 'active') off.delete(entry.id);
          else off.add(entry.id);
        }
        if (entry.kind !== 'call') return;
        look();
        onCall(entry);
      },
    });
    const { hostname, port } = new URL(served.url);
    const stripe = new Stripe(KEY, { host: hostname, port: Number(port), protocol: 'http', telemetry: false });
    Object.assign(shop, { stripe, stripeUrl: served.url });
  });
  beforeEach(async () => {
    await shop.control('reset', {});
    if (dir !== '') rmSync(dir, { recursive: true });
    dir = mkdtempSync(join(tmpdir(), 'stripe-cart-links-'));
    Object.assign(shop, { dir });
    off.clear();
  });
  afterAll(async () => {
    await served?.close();
    rmSync(dir, { recursive: true });
  });

  const shop: TestShop = {
    stripe: new Stripe(KEY),
    stripeUrl: '',
    dir,
    moments,
    links: (args = [], options) =>
      shop.run(['links', '--catalog', 'catalog.json', '--return-url', RETURN_URL, ...args], options),
    run: (args, { env = {}, input, onChange, signalAfter } = {}) =>
      new Promise((resolve, reject) => {
        const { PATH = '' } = process.env;
        const child = spawn(process.execPath, [BIN, ...args], {
          cwd: dir,
          env: { PATH, STRIPE_SECRET_KEY: KEY, STRIPE_API_BASE: served?.url ?? '', ...env },
        });
        const calls: Record<string, number> = {};
        let changes = 0;
        moments.length = 0;
        onCall = ({ operation, status }) => {
          const name = operation ?? 'unknown';
          calls[name] = (calls[name] ?? 0) + 1;
          const isChange = status === 200 && /create|update/.test(name);
          if (isChange) changes += 1;
          if (isChange && changes === 1) onChange?.();
          if (signalAfter && changes === signalAfter.changes) child.kill(signalAfter.signal);
        };
        let [stdout, stderr] = ['', ''];
        child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
        child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        child.on('error', reject);
        child.on('close', (code) => {
          onCall = () => undefined;
          look();
          resolve({ code, stdout, stderr, calls });
        });
        child.stdin.end(input ?? '');
      }),
    write: (name, content) =>
      writeFileSync(join(dir, name), typeof content === 'string' ? content : JSON.stringify(content)),
    sell: (...amounts) => {
      const items = amounts.map((eur, index) => ({
        id: `item-${index + 1}`,
        name: `Item ${index + 1}`,
        amounts: { eur },
      }));
      shop.write('catalog.json', { version: 1, currency: 'eur', items });
    },
    file: (name = 'links.json') => {
      const reading = parseFixedLinks(JSON.parse(readFileSync(join(dir, name), 'utf8')));
      if (!reading.ok) throw new Error(reading.problem);
      return reading.file;
    },
    control: async (name, body) => {
      const answer = await fetch(`${served?.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
    },
    account: () => shop.stripe.paymentLinks.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 }),
  };
  return shop;
}

/** What a reader of links.json met during the last run that it must not: a file it could not read, a link that was off. */
export async function deadLinksMet(shop: TestShop): Promise<string[]> {
  const idByUrl = new Map((await shop.account()).map(({ id, url }) => [url, id]));
  const idsIn = new Map<string, readonly string[]>();
  for (const text of new Set(shop.moments.map((moment) => moment.text))) {
    const reading = parseFixedLinks(JSON.parse(text));
    if (!reading.ok) return [reading.problem];
    idsIn.set(
      text,
      reading.file.links.map(({ url }) => idByUrl.get(url) ?? `nobody's ${url}`),
    );
  }
  return shop.moments.flatMap(({ text, off }) => (idsIn.get(text) ?? []).filter((id) => off.has(id)));
}
