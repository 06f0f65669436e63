import { ApiError } from '../errors.js';

/**
 * The request's API key must be a secret or restricted key of test mode, as a bearer token or as the user name of
 * basic authentication.
 *
 * @returns the key
 * @throws ApiError 401, or 403 for a publishable key
 */
export function authenticate(headers: Headers): string {
  const key = keyOf(headers.get('authorization') ?? '');
  if (key === null) throw new ApiError('api-key', 401, 'You did not provide an API key.');
  if (key.startsWith('pk_')) {
    throw new ApiError('api-key', 403, 'A publishable key cannot make this request; use a secret key.', {
      code: 'secret_key_required',
    });
  }
  if (/^(sk|rk)_live_/.test(key)) {
    throw new ApiError('api-key-live', 401, 'The sandbox has no live mode, and a live key has no business here.');
  }
  if (!/^(sk|rk)_test_\w+$/.test(key)) throw new ApiError('api-key', 401, 'Invalid API Key provided.');
  return key;
}

function keyOf(authorization: string): string | null {
  const [scheme = '', credentials = ''] = authorization.split(/ +/, 2);
  if (/^bearer$/i.test(scheme) && credentials !== '') return credentials;
  if (!/^basic$/i.test(scheme)) return null;
  try {
    return atob(credentials).split(':', 1)[0] || null;
  } catch {
    return null;
  }
}
