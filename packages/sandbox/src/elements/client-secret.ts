import type { Account } from '../account/account.js';
import type { CheckoutRecord } from '../checkout/checkout-record.js';
import { ApiError } from '../errors.js';
import type { Credentials } from './protocol.js';

/**
 * The session that a client secret opens, on the kind of page that it was made for.
 *
 * @throws ApiError for a key that is none of this account's, or a secret that is none of its open doors
 */
export function sessionOpenedBy(
  account: Account,
  { key, clientSecret }: Credentials,
  uiMode: 'elements' | 'embedded_page',
): CheckoutRecord {
  checkPublishableKey(key);
  const record = account.sessions.get(clientSecret.split('_secret_', 1)[0] ?? '');
  if (!record || record.session.client_secret !== clientSecret) {
    throw new ApiError(
      'client-secret-opens',
      400,
      'The client secret belongs to no Checkout Session of this account.',
      { code: 'resource_missing' },
    );
  }
  if (record.session.ui_mode !== uiMode) {
    const wanted = uiMode === 'elements' ? 'Elements' : 'an embedded page';
    throw new ApiError(
      'client-secret-opens',
      400,
      `A Checkout Session with ui_mode ${record.session.ui_mode} is not for ${wanted}.`,
    );
  }
  return record;
}

/** @throws ApiError for a secret key, a live one, or none */
export function checkPublishableKey(key: string): void {
  if (/^pk_test_\w+$/.test(key)) return;
  throw new ApiError(
    'publishable-key',
    401,
    'Invalid API Key provided: the sandbox takes pk_test_…, and has no live mode.',
  );
}
