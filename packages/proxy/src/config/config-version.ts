import type { Config } from './config.js';

/**
 * Eight hexadecimal digits that are the same wherever the configuration is the same, for telling deployments apart
 * in a log. It is a hash of everything, secrets included, of which it shows far too little to be worth guessing at.
 */
export async function configVersion(config: Config): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(config));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
