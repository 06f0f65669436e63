/** The object of Stripe's that an order is paid by: what it is read from, and where notes about it are kept. */
export interface PaidBy {
  readonly by: 'session' | 'intent' | 'invoice';
  readonly id: string;
}

const PREFIXES = { cs: 'session', pi: 'intent', in: 'invoice' } as const satisfies Record<string, PaidBy['by']>;

/** By an id alone, as it stands in a promise or in an address; null for an id of anything else. */
export function paidBy(id: string): PaidBy | null {
  const [, prefix = ''] = /^(cs|pi|in)_\w{10,200}$/.exec(id) ?? [];
  return Object.hasOwn(PREFIXES, prefix) ? { by: PREFIXES[prefix as keyof typeof PREFIXES], id } : null;
}
