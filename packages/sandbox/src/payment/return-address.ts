import type { Intent } from './pending-action.js';

/** `redirect_status` as Stripe tells it: a hint for the page, never evidence. */
const REDIRECT_STATUS: Readonly<Partial<Record<string, string>>> = {
  succeeded: 'succeeded',
  requires_capture: 'succeeded',
  processing: 'pending',
  requires_action: 'pending',
};

/** What of an intent the address tells. */
export type Returned = Pick<Intent, 'client_secret' | 'id' | 'object' | 'status'>;

/**
 * Where the buyer goes when an intent needs nothing more of them, or has failed: the `return_url` with the intent, its
 * client secret and `redirect_status` added to whatever its query says, before its fragment. An app's own scheme is as
 * good as https.
 */
export function returnAddressOf(intent: Returned, returnUrl: string): string {
  const [address = '', ...fragment] = returnUrl.split('#');
  const added = new URLSearchParams({
    [intent.object]: intent.id,
    [`${intent.object}_client_secret`]: intent.client_secret ?? '',
    redirect_status: REDIRECT_STATUS[intent.status] ?? 'failed',
  });
  const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [`${address}${joint}${added}`, ...fragment].join('#');
}
