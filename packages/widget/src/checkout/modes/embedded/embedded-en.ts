/** What `checkout="embedded"` says beside Stripe's own page. */
export interface EmbeddedMessages {
  /** Another cart of this page has the payment open. */
  readonly elsewhere: string;
}

export const embeddedEn: EmbeddedMessages = {
  elsewhere: 'This payment is open in another cart on this page. Please finish or leave it there.',
};
