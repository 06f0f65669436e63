import { ApiError } from '../errors.js';
import type { SavedAnswer } from '../idempotency.js';
import type { Fault } from './fault.js';

/** An answer as the client gets it: a status, a body, and what happens to that body on its way. */
export interface Sent {
  /** 0 when no answer reaches the client. */
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly way: 'whole' | 'drip' | 'reset' | 'reset-body' | 'swollen' | 'never';
}

/**
 * What becomes of an answer under a fault.
 *
 * @param answer what the call would have been answered, or null when it was not carried out
 */
export function spoil(answer: SavedAnswer | null, fault: Fault | null, origin: string): Sent {
  if (fault === null) return answer ? whole(answer) : turnedAway('503');
  const sent = spoiled(answer, fault, origin);
  return { ...sent, headers: { ...sent.headers, ...lowerCased(fault.headers) } };
}

function spoiled(answer: SavedAnswer | null, { kind }: Fault, origin: string): Sent {
  // What a call that was not carried out would have been told, had the way been clear.
  const intended = answer ? whole(answer) : turnedAway('503');
  switch (kind) {
    case 'hang':
      return { ...intended, status: 0, way: 'never' };
    case 'reset':
      return { ...intended, status: 0, way: 'reset' };
    case 'reset-body':
    case 'drip':
      return { ...intended, way: kind };
    case '64mb':
      return { ...(answer ? intended : ok('{}')), way: 'swollen' };
    case 'truncated':
      return ok(halfOf(answer?.body ?? '{"object": "list", "data": []}'));
    case '500':
      return intended;
    case '503':
    case '429':
    case '409':
      return turnedAway(kind);
    case 'lost':
      return turnedAway('503');
    case 'html':
      return page(502, '<html><body>502 Bad Gateway</body></html>');
    case '301':
      return { ...page(301, ''), headers: { 'content-type': 'text/html', location: `${origin}/` } };
    case 'empty':
      return ok('');
    case 'null':
    case '[]':
    case '{}':
      return ok(kind);
  }
}

/** The first half, which is never the whole: what is complete JSON must not pass for truncated. */
export function halfOf(body: string): string {
  return body.slice(0, Math.floor(body.length / 2));
}

const REFUSALS = {
  '503': new ApiError('fault', 503, 'Service unavailable.', { type: 'api_error' }),
  '429': new ApiError('fault', 429, 'Too many requests.', { code: 'rate_limit' }),
  '409': new ApiError('fault', 409, 'Another request with this idempotency key is in progress.', {
    code: 'idempotency_key_in_use',
  }),
};

function turnedAway(status: keyof typeof REFUSALS): Sent {
  const refusal = REFUSALS[status];
  return { status: refusal.status, body: JSON.stringify(refusal.toBody(), null, 2), headers: JSON_TYPE, way: 'whole' };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function whole({ status, body, headers = {} }: SavedAnswer): Sent {
  return { status, body, headers: { ...JSON_TYPE, ...headers }, way: 'whole' };
}

const ok = (body: string): Sent => ({ status: 200, body, headers: JSON_TYPE, way: 'whole' });

const page = (status: number, body: string): Sent => ({
  status,
  body,
  headers: { 'content-type': 'text/html' },
  way: 'whole',
});

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
