import type Stripe from 'stripe';
import { asInvoice, asList } from './answer-shape.js';
import { attempts, foundOrNull } from './attempts.js';

export interface InvoiceCalls {
  /** With the way to pay it and its payments expanded; null where Stripe knows no such invoice. */
  retrieveInvoice(id: string, deadline: AbortSignal): Promise<Stripe.Invoice | null>;
  /** The first 300 lines of an invoice, for when Stripe says that it did not show them all. */
  listInvoiceLines(
    id: string,
    deadline: AbortSignal,
  ): Promise<{ readonly lines: Stripe.InvoiceLineItem[]; readonly hasMore: boolean }>;
  /** So that nobody can pay it any more. Stripe refuses it where something was paid of it, or is being paid. */
  voidInvoice(id: string, deadline: AbortSignal): Promise<void>;
  /** Stripe changes the footer of a draft only. */
  updateInvoiceFooter(id: string, footer: string, deadline: AbortSignal): Promise<void>;
}

/** What tells how an invoice stands, in one call: four levels, the most Stripe expands. */
const EXPANDED = ['confirmation_secret', 'payments.data.payment.payment_intent'];

/** Pages of 100. What is longer is nothing for a page to show, and would cost a call for each. */
const LINE_PAGES = 3;

export function invoiceCalls(stripe: Stripe): InvoiceCalls {
  return {
    async retrieveInvoice(id, deadline) {
      const answer = await foundOrNull(() => stripe.invoices.retrieve(id, { expand: EXPANDED }), deadline);
      return answer === null ? null : asInvoice(answer);
    },

    async listInvoiceLines(id, deadline) {
      const lines: Stripe.InvoiceLineItem[] = [];
      for (let page = 0; page < LINE_PAGES; page += 1) {
        const after = lines.at(-1)?.id;
        const query = { limit: 100, ...(after !== undefined && { starting_after: after }) };
        const list = () => stripe.invoices.listLineItems(id, query);
        const { data, hasMore } = asList(await attempts(list, deadline), 'line_item');
        lines.push(...(data as unknown as Stripe.InvoiceLineItem[]));
        if (!hasMore) return { lines, hasMore };
      }
      return { lines, hasMore: true };
    },

    async voidInvoice(id, deadline) {
      await attempts(() => stripe.invoices.voidInvoice(id), deadline);
    },

    async updateInvoiceFooter(id, footer, deadline) {
      await attempts(() => stripe.invoices.update(id, { footer }), deadline);
    },
  };
}
