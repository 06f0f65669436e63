import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './command.ts';
import type { Journal } from './journal.ts';
import { SANDBOX_SECRET_KEY } from './sandbox-account.ts';
import { readCatalog } from './shop-files.ts';
import { SHOP_ID } from './shop-proxy.ts';

/** What an owner would ask the command for, beside the catalogue, and where buyers come back to. */
const FILES: Readonly<Record<string, { readonly ask: readonly string[]; readonly thanks: string }>> = {
  '/links.json': {
    ask: ['--shop', 'tidewrack-files', '--items', 'bud-vase,breakfast-bowl,drip-cone', '--up-to', '2'],
    thanks: '/fixed-link-thanks.html',
  },
  // Of the proxy's own shop, so that it knows these links by its secret.
  '/verified-links.json': {
    ask: ['--shop', SHOP_ID, '--items', 'bud-vase,storm-jug', '--up-to', '2', '--quantities', 'adjustable'],
    thanks: '/verified-link-thanks.html',
  },
};

/** Where a page has the address of a payment link that is only made here. */
const STAND_IN = /https:\/\/buy\.stripe\.com\/([a-z-]+)(?=")/g;

/** Of a file of links, what is looked at here. */
interface LinkList {
  readonly links: readonly { readonly url: string; readonly lines: readonly { readonly item: string }[] }[];
}

export interface LinkFilesOptions {
  readonly shop: string;
  readonly sandbox: string;
  readonly tokenSecret: string;
  readonly journal: Journal;
  /** Told where the command failed. It is run again when the file is next asked for. */
  readonly onNotice: (sentence: string) => void;
}

/**
 * The shop's files of payment links. Real ones lie beside the pages, written once. Here each is made by the very command,
 * against the sandbox, when it is asked for the first time; nothing of it stays on the disk.
 */
export class LinkFiles {
  readonly #options: LinkFilesOptions;
  readonly #files = new Map<string, Promise<string>>();
  readonly #closing = new AbortController();

  constructor(options: LinkFilesOptions) {
    this.#options = options;
  }

  /**
   * The file's text; null where there is none at this address.
   *
   * @throws {Error} with what the command has said, where it failed
   */
  read(address: string): Promise<string> | null {
    const wanted = FILES[address];
    if (!wanted) return null;
    const file = this.#files.get(address) ?? this.#make(address, wanted.ask, wanted.thanks);
    this.#files.set(address, file);
    file.catch((error: unknown) => {
      this.#files.delete(address);
      if (!this.#closing.signal.aborted) this.#options.onNotice(String(error));
    });
    return file;
  }

  /** The page with the addresses of links for one thing where it has stand-ins: `https://buy.stripe.com/` and an item's id. */
  async fillIn(html: string): Promise<string> {
    const file = html.search(STAND_IN) >= 0 ? await this.read('/links.json') : null;
    if (file === null) return html;
    const { links } = JSON.parse(file) as LinkList;
    const urls = new Map(links.map(({ lines, url }) => [lines.map(({ item }) => item).join(' '), url]));
    return html.replace(STAND_IN, (standIn, item: string) => urls.get(item) ?? standIn);
  }

  /** Ends a command that is running, and waits until nothing of it is left. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#files.values());
  }

  async #make(address: string, ask: readonly string[], thanks: string): Promise<string> {
    const { shop, sandbox, tokenSecret, journal } = this.#options;
    const folder = await mkdtemp(path.join(tmpdir(), 'tidewrack-'));
    try {
      const catalog = path.join(folder, 'catalog.json');
      const out = path.join(folder, 'links.json');
      await writeFile(catalog, JSON.stringify(await readCatalog(shop)));
      const where = ['--catalog', catalog, '--return-url', shop + thanks, '--out', out];
      const env = {
        STRIPE_SECRET_KEY: SANDBOX_SECRET_KEY,
        STRIPE_API_BASE: sandbox,
        CART_TOKEN_SECRET: tokenSecret,
        CART_SHIPPING_COUNTRIES: 'GB,IE',
      };
      await journal.command(`npx stripe-cart links wrote ${address.slice(1)}`, () =>
        runCommand(['links', ...ask, ...where, '--yes'], env, this.#closing.signal),
      );
      return await readFile(out, 'utf8');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
