import { Refusal } from '../refusal.js';
import { readBody } from './read-body.js';
import { JSON_BODY_LIMIT_BYTES } from '../limits.js';

/**
 * The JSON in a request's body, as a route may trust it to be JSON: no more than 16 KiB of strict UTF-8, sent as
 * `application/json`, arrived in time. What it says is for the contract's parsers to judge.
 * @throws {Refusal} `unsupported_media_type`, `body_too_large`, `body_timeout` or `bad_json`
 */
export async function readJson(request: Request, deadline: AbortSignal): Promise<unknown> {
  if (!isJson(request.headers.get('content-type'))) throw new Refusal({ code: 'unsupported_media_type' });
  const bytes = await readBody(request, JSON_BODY_LIMIT_BYTES, deadline);
  try {
    return JSON.parse(decodeStrictly(bytes));
  } catch (cause) {
    throw new Refusal({ code: 'bad_json' }, { cause });
  }
}

/**
 * `application/json`, with no parameter but UTF-8. A page of another origin cannot send this type without asking
 * first (a CORS preflight), which is one of the reasons why nothing else is taken.
 */
function isJson(contentType: string | null): boolean {
  return contentType !== null && /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType.trim());
}

/** `ignoreBOM` leaves a byte order mark in the text, where it is as wrong as JSON says it is. */
function decodeStrictly(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
