/**
 * What can happen to an invoice:
 * - `finalized` it gets its number and can be paid; where nothing is due it is paid at once, which is `paid` as well
 * - `paid` nothing is left of it
 * - `voided` it was a mistake
 * - `given_up` nobody expects it to be paid any more, though it still may be
 */
export type InvoiceHappening = 'finalized' | 'paid' | 'voided' | 'given_up';

export const INVOICE_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;

export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

type Steps = Readonly<Partial<Record<InvoiceHappening, InvoiceStatus>>>;

/** By status, all of them. https://docs.stripe.com/invoicing/integration/workflow-transitions */
const TRANSITIONS: Readonly<Record<InvoiceStatus, Steps>> = {
  draft: { finalized: 'open' },
  open: { paid: 'paid', voided: 'void', given_up: 'uncollectible' },
  uncollectible: { paid: 'paid', voided: 'void' },
  paid: {},
  void: {},
};

/** The status after `happening`, or null where Stripe would refuse it. */
export function invoiceStatusAfter(status: string | null, happening: InvoiceHappening): InvoiceStatus | null {
  const known = INVOICE_STATUSES.find((each) => each === status);
  return (known && TRANSITIONS[known][happening]) ?? null;
}

/** Whether a payment of it still counts. */
export function isPayable(status: string | null): boolean {
  return invoiceStatusAfter(status, 'paid') !== null;
}
