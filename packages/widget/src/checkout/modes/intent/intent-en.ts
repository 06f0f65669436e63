/** What the form of `checkout="intent"` says beside Stripe's own fields. */
export interface IntentMessages {
  readonly address: string;
  readonly phone: string;
  /** The way of shipping where there is no choice and no price. */
  readonly free: string;
}

export const intentEn: IntentMessages = {
  address: 'Address',
  phone: 'Phone number',
  free: 'Free shipping',
};
