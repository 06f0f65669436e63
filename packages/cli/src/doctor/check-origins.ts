import { ROUTES } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { problemCodeIn, visit } from './visit.js';

/** Whether pages of these origins may call the proxy, and may read what it answers. */
export async function checkOrigins(proxy: string, origins: readonly string[]): Promise<Check> {
  const findings: Finding[] = [];
  for (const origin of origins) findings.push(...(await findingsFor(proxy, origin)));
  return { title: 'Origins and CORS', findings };
}

async function findingsFor(proxy: string, origin: string): Promise<Finding[]> {
  const read = await visit(`${proxy}${ROUTES.config.path}`, { headers: { origin }, redirect: 'manual' });
  if (!read.reached) return [finding('proxy_unreachable', `${proxy}: ${read.why}`)];
  if (problemCodeIn(read) === 'origin_not_allowed') return [finding('origin_not_allowed', origin)];
  if (!isReadable(read.headers, origin)) return [finding('cors_stripped', `GET ${ROUTES.config.path} for ${origin}`)];

  // What a browser asks before it posts JSON.
  const headers = {
    origin,
    'access-control-request-method': ROUTES.checkout.method,
    'access-control-request-headers': 'content-type',
  };
  const preflight = await visit(`${proxy}${ROUTES.checkout.path}`, { method: 'OPTIONS', headers, redirect: 'manual' });
  const isAllowed =
    preflight.reached &&
    preflight.status >= 200 &&
    preflight.status < 300 &&
    isReadable(preflight.headers, origin) &&
    /\bcontent-type\b/i.test(preflight.headers.get('access-control-allow-headers') ?? '');
  return isAllowed ? [] : [finding('cors_stripped', `OPTIONS ${ROUTES.checkout.path} for ${origin}`)];
}

function isReadable(headers: Headers, origin: string): boolean {
  const allowed = headers.get('access-control-allow-origin');
  return allowed === origin || allowed === '*';
}
