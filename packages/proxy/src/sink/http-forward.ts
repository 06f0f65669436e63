import { base64 } from './base64.js';
import { Refusal } from '../refusal.js';
import type { OrderSink } from './order-sink.js';

/**
 * Hands orders on to `CART_SINK_URL` as a POST of JSON, signed by the Standard Webhooks scheme
 * (https://www.standardwebhooks.com), for which there are verifiers in every language. `webhook-id` is
 * `order.delivery`, the same at each delivery of the same news, so it serves as the receiver's idempotency key.
 *
 * Only an answer of 200 to 299 within the deadline counts as acceptance; a redirect does not.
 * @param secret `whsec_` and base64, as `CART_SINK_SECRET` demands
 * @param now milliseconds since the epoch
 * @throws {Refusal} `sink_unavailable`
 */
export function httpForward(target: { readonly url: string; readonly secret: string }, now: () => number): OrderSink {
  const key = crypto.subtle.importKey(
    'raw',
    base64.decode(target.secret.replace(/^whsec_/, '')),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );

  return async (order, deadline) => {
    const body = JSON.stringify(order);
    const id = order.delivery;
    const timestamp = String(Math.floor(now() / 1000));
    const signature = await crypto.subtle.sign('HMAC', await key, utf8(`${id}.${timestamp}.${body}`));
    const status = await post(target.url, deadline, {
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${base64.encode(new Uint8Array(signature))}`,
      },
    });
    if (status < 200 || status > 299) {
      throw new Refusal({ code: 'sink_unavailable' }, { note: `CART_SINK_URL answered ${status}` });
    }
  };
}

async function post(url: string, signal: AbortSignal, request: { body: string; headers: Record<string, string> }) {
  try {
    const answer = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...request });
    await answer.body?.cancel();
    return answer.status;
  } catch (cause) {
    const note = signal.aborted ? 'CART_SINK_URL did not answer in time' : 'CART_SINK_URL could not be reached';
    throw new Refusal({ code: 'sink_unavailable' }, { note, cause });
  }
}

const utf8 = (text: string) => new TextEncoder().encode(text);
