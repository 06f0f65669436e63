/** Where a rule is written down. */
export type Source =
  /** A page of Stripe's, or an issue where Stripe's own people or a real answer show it. */
  | { readonly page: string }
  /** A phrase in a declaration file of the pinned SDK, below `stripe/esm/resources/`; the table shows its line. */
  | { readonly sdk: string; readonly phrase: string }
  /** Not Stripe's: what the sandbox itself promises. */
  | { readonly own: string };

export interface Rule {
  readonly statement: string;
  readonly source: Source;
  /** What is not known, not verified or not done; empty where nothing is. */
  readonly gap: string;
}

export const docs = (page: string): Source => ({ page });
export const sdk = (file: string, phrase: string): Source => ({ sdk: file, phrase });

/** The declaration file that says most of what is known about Checkout. */
export const SESSIONS = 'Checkout/Sessions.d.ts';
