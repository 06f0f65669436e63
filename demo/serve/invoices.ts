import { runCommand } from './command.ts';
import type { Journal } from './journal.ts';
import { call } from './sandbox-account.ts';
import { SHOP_ID } from './shop-proxy.ts';

/** What is written on the demo's invoices: dinner plates for a café, in minor units. */
const LINES = [
  { description: '24 tide plates, glazed on both sides', amount: 45_600 },
  { description: 'Posting, in two crates', amount: 3_800 },
] as const;

export interface WrittenInvoice {
  /** Id of the invoice at Stripe. */
  readonly id: string;
  /** Where it is paid on the shop's own page. */
  readonly link: string;
}

export interface InvoicesOptions {
  readonly sandbox: string;
  readonly proxy: string;
  readonly tokenSecret: string;
  readonly journal: Journal;
}

/**
 * What an owner does in the Dashboard, and then at the keyboard: writes an invoice, sends it, and makes the link by which it
 * is paid on the shop's own page. Only where Stripe is the sandbox.
 */
export class Invoices {
  readonly #options: InvoicesOptions;
  readonly #closing = new AbortController();

  constructor(options: InvoicesOptions) {
    this.#options = options;
  }

  /**
   * @param draft whether it is left as a draft, which nobody can pay yet
   * @throws {Error} with what the sandbox or the command has said
   */
  write({ draft = false }: { draft?: boolean } = {}): Promise<WrittenInvoice> {
    const { proxy, tokenSecret, journal } = this.#options;
    return journal.command('An invoice was written, and npx stripe-cart invoice-link made its link', async () => {
      const customer = await this.#make('customers', { name: 'Café Slack Water', email: 'cafe@example.com' });
      for (const { description, amount } of LINES) {
        await this.#make('invoiceitems', { customer, description, amount: String(amount), currency: 'gbp' });
      }
      const id = await this.#make('invoices', {
        customer,
        currency: 'gbp',
        collection_method: 'send_invoice',
        days_until_due: '14',
        pending_invoice_items_behavior: 'include',
      });
      if (!draft) await this.#make(`invoices/${id}/finalize`, {});
      const env = { CART_SHOP: SHOP_ID, CART_PUBLIC_URL: proxy, CART_TOKEN_SECRET: tokenSecret };
      const link = await runCommand(['invoice-link', id], env, this.#closing.signal);
      return { id, link: link.trim() };
    });
  }

  /** Ends a command that is running. */
  async close(): Promise<void> {
    this.#closing.abort();
  }

  async #make(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const { id } = await call<{ id: string }>(
      this.#options.sandbox,
      'POST',
      `/v1/${path}`,
      new URLSearchParams(fields),
    );
    return id;
  }
}
