import { readFile } from 'node:fs/promises';
import type { FixedLinks } from '@stripe-cart/contract';
import { parseFixedLinks } from '../links/fixed-links-file.js';
import { eachAtOnce } from '../stripe/at-once.js';
import type { StripeAccount } from '../stripe/stripe-account.js';
import { StripeFailure } from '../stripe/stripe-failure.js';
import type { Check } from './check.js';
import { finding, type Finding } from './findings.js';
import { jsonIn, visit } from './visit.js';

export interface CheckedLinks {
  readonly check: Check;
  /** Null where the file cannot be used. */
  readonly file: FixedLinks | null;
}

/**
 * Whether the links of a `links.json` are alive: at Stripe, where there is a key, and for somebody who follows them.
 * @param livemode of the proxy, where there is one
 */
export async function checkLinks(
  path: string,
  account: StripeAccount | null,
  livemode: boolean | null,
): Promise<CheckedLinks> {
  const title = `Links in ${path}`;
  const text = await readFile(path, 'utf8').catch(() => null);
  const reading = text === null ? null : parseFixedLinks(jsonIn(text));
  if (reading === null || !reading.ok) {
    const why = reading === null ? 'cannot be read' : reading.problem;
    return { check: { title, findings: [finding('links_unreadable', `${path}: ${why}`)] }, file: null };
  }
  const { file } = reading;
  const expected = account?.livemode ?? livemode;
  if (expected !== null && file.livemode !== expected) {
    const subject = `${path} is ${mode(file.livemode)}, the ${account === null ? 'proxy' : 'key'} ${mode(expected)}`;
    return { check: { title, findings: [finding('links_mode_differs', subject)] }, file };
  }

  const urls = [...new Set(file.links.map(({ url }) => url))];
  const findings = account === null ? [] : await findingsAtStripe(account, urls);
  const isNamed = (url: string) => findings.some(({ subject }) => subject === url);
  const dead = await eachAtOnce(
    urls.filter((url) => !isNamed(url)),
    reachabilityOf,
  );
  return { check: { title, findings: [...findings, ...dead.flat()] }, file };
}

const mode = (livemode: boolean) => (livemode ? 'live' : 'test');

async function findingsAtStripe(account: StripeAccount, urls: readonly string[]): Promise<Finding[]> {
  const active = new Map<string, boolean>();
  try {
    for await (const link of account.every((stripe, page) => stripe.paymentLinks.list(page))) {
      active.set(link.url, link.active);
    }
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    const why = error.status === 403 ? 'the key may not read Payment Links' : error.message;
    return [finding('links_unknown', why)];
  }
  return urls.flatMap((url) => {
    const isActive = active.get(url);
    if (isActive === undefined) return [finding('link_foreign', url)];
    return isActive ? [] : [finding('link_inactive', url)];
  });
}

/** Asks for the head alone, which is enough to see that it is there. */
async function reachabilityOf(url: string): Promise<Finding[]> {
  const head = await visit(url, { method: 'HEAD', redirect: 'manual' });
  const answer = head.reached && head.status === 405 ? await visit(url, { redirect: 'manual' }) : head;
  if (!answer.reached) return [finding('link_unreachable', `${url}: ${answer.why}`)];
  return answer.status < 400 ? [] : [finding('link_unreachable', `${url}: status ${answer.status}`)];
}
