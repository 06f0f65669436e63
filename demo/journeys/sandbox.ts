import type { Stage } from './fixtures.ts';
import { SANDBOX_SECRET_KEY } from '../serve/sandbox-account.ts';

export const DAY = 24 * 60 * 60;

/** Lets time pass at Stripe, in seconds: sessions expire, banks answer, and the shop's webhook hears of it. */
export async function letTimePass({ sandbox }: Stage, seconds: number): Promise<void> {
  await control(sandbox, 'clock', { advance: seconds });
}

/**
 * As on the telephone that the payment's link was sent to: no tab of this browser hears of it.
 *
 * @returns where Stripe sends that telephone then
 */
export async function payElsewhere({ sandbox }: Stage, session: string): Promise<string> {
  const { redirect } = (await control(sandbox, 'buyer', { session, action: 'pay' })) as { redirect: string };
  return redirect;
}

/** The buyer's bank asks for a payment back, and decides for the shop. */
export async function disputeInVain({ sandbox }: Stage, paymentIntent: string): Promise<void> {
  const dispute = await control(sandbox, 'disputes', { paymentIntent });
  await control(sandbox, `disputes/${(dispute as { id: string }).id}`, { outcome: 'won' });
}

/** What the shop’s owner makes in Stripe’s Dashboard. @returns its id */
export async function createAtStripe(
  stage: Stage,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const { id } = await callStripe<{ id: string }>(stage, path, fields);
  return id;
}

/** What the shop’s owner does there beside the proxy. */
export function callStripe<Body = unknown>(
  { sandbox }: Stage,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Body> {
  return answer<Body>(
    fetch(`${sandbox}/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SANDBOX_SECRET_KEY}` },
      body: new URLSearchParams(fields),
    }),
  );
}

function control(sandbox: string, what: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return answer(fetch(`${sandbox}/_sandbox/${what}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answer<Body>(asked: Promise<Response>): Promise<Body> {
  const response = await asked;
  if (!response.ok) throw new Error(`The sandbox answers with ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
