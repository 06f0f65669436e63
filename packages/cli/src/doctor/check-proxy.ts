import type { ShopConfig } from '@stripe-cart/contract';
import { ROUTES } from '@stripe-cart/contract';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { isLoopback } from '../loopback.js';
import { jsonIn, problemCodeIn, visit, type Answer } from './visit.js';

export interface CheckedProxy {
  readonly check: Check;
  /** Null where the proxy cannot be asked anything else. */
  readonly config: ShopConfig | null;
  /** Of the last answer, its headers being read for the clock. */
  readonly answer: Answer | null;
}

/**
 * Whether there is a proxy that is configured, and of which kind.
 * @param ownVersion of this command line, as in `0.1.0`
 */
export async function checkProxy(proxy: string, ownVersion: string): Promise<CheckedProxy> {
  const title = 'Proxy';
  const stop = (found: Finding): CheckedProxy => ({ check: { title, findings: [found] }, config: null, answer: null });

  const health = await visit(`${proxy}${ROUTES.health.path}`, { redirect: 'manual' });
  if (!health.reached) return stop(finding('proxy_unreachable', `${proxy}: ${health.why}`));
  if (problemCodeIn(health) === 'misconfigured') return stop(finding('proxy_misconfigured', proxy));
  if (!isHealthy(health)) return stop(finding('not_a_proxy', `${proxy}${ROUTES.health.path}: status ${health.status}`));

  const answer = await visit(`${proxy}${ROUTES.config.path}`, { redirect: 'manual' });
  const config = answer.reached ? configIn(answer) : null;
  if (config === null || !answer.reached) return stop(finding('not_a_proxy', `${proxy}${ROUTES.config.path}`));

  const url = new URL(proxy);
  const findings: Finding[] = [];
  if (url.protocol === 'http:' && !isLoopback(url)) findings.push(finding('proxy_not_https', proxy));
  if (config.version !== ownVersion) {
    findings.push(finding('version_differs', `proxy ${config.version}, command line ${ownVersion}`));
  }
  if (config.closed !== null) findings.push(finding('shop_closed', config.closed));
  if (!config.livemode) findings.push(finding('test_mode', proxy));
  return { check: { title, findings }, config, answer };
}

function isHealthy({ status, text }: Answer): boolean {
  const body = jsonIn(text);
  return status === 200 && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
}

/** The public settings, if that is what they look like: the proxy is ours, but what answers may not be the proxy. */
function configIn({ status, text }: Answer): ShopConfig | null {
  const body = jsonIn(text) as Partial<ShopConfig> | null;
  const isConfig =
    status === 200 &&
    typeof body?.version === 'string' &&
    typeof body.livemode === 'boolean' &&
    Array.isArray(body.modes) &&
    Array.isArray(body.checkoutOrigins);
  return isConfig ? (body as ShopConfig) : null;
}
