/**
 * The `Stripe-Signature` header: HMAC-SHA256 over `timestamp.payload`, once with each secret that is valid. A test
 * event has a `v0` besides, which means nothing and must not be trusted.
 * https://docs.stripe.com/webhooks#verify-manually
 *
 * @param timestamp seconds since the epoch
 */
export async function signatureHeader(payload: string, secrets: readonly string[], timestamp: number): Promise<string> {
  const signatures = await Promise.all(secrets.map((secret) => hmac(secret, `${timestamp}.${payload}`)));
  const meaningless = await hmac('v0', payload);
  return [`t=${timestamp}`, ...signatures.map((mac) => `v1=${mac}`), `v0=${meaningless}`].join(',');
}

async function hmac(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(text));
  return [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
