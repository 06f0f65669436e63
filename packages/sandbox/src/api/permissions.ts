import { ApiError } from '../errors.js';
import type { Operation } from './call.js';

/** A permission as Stripe names it, which for some resources is not how the API spells them. */
const RESOURCES: Readonly<Record<string, string>> = {
  billing_portal: 'customer_portal',
  prices: 'plan',
  refunds: 'charge',
  webhook_endpoints: 'webhook',
};

const PERMISSION = /^rak_[a-z][a-z_]*_(read|write)$/;

/**
 * The permission that a call needs: `rak_checkout_session_write`. What is read needs `_read`, the rest `_write`.
 *
 * @param path as in the table of operations, `/v1/checkout/sessions/:id`
 */
export function permissionFor({ method, path }: Pick<Operation<never>, 'method' | 'path'>): string {
  const [first = '', second = ''] = path.replace(/^\/v1\//, '').split('/');
  const collection = first === 'checkout' ? `${first}_${second}` : first;
  const resource = RESOURCES[collection] ?? collection.replace(/s$/, '');
  return `rak_${resource}_${method === 'GET' ? 'read' : 'write'}`;
}

/** What each restricted key may do. A restricted key that nobody has declared may do everything. */
export class Permissions {
  readonly #granted = new Map<string, ReadonlySet<string>>();

  /** @returns false when `permissions` are not written as Stripe writes them */
  declare(key: string, permissions: readonly string[]): boolean {
    if (!/^rk_test_\w+$/.test(key) || !permissions.every((each) => PERMISSION.test(each))) return false;
    this.#granted.set(key, new Set(permissions));
    return true;
  }

  /** @throws ApiError 403 that names the permission `key` lacks; to write is also to read */
  check(key: string, operation: Pick<Operation<never>, 'method' | 'path'>): void {
    const granted = this.#granted.get(key);
    const needed = permissionFor(operation);
    if (!granted || granted.has(needed) || granted.has(needed.replace(/_read$/, '_write'))) return;
    throw new ApiError(
      'restricted-key',
      403,
      `The provided key '${shown(key)}' does not have the required permissions for this endpoint on account ` +
        `'acct_sandbox'. Having the '${needed}' permission would allow this request to continue.`,
      { code: 'more_permissions_required' },
    );
  }
}

/** A key as an error may show it: its kind and its last four characters. */
function shown(key: string): string {
  return `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(Math.max(8, key.length - 4))}`;
}
