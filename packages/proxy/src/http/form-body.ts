import { JSON_BODY_LIMIT_BYTES } from '../limits.js';
import { Refusal } from '../refusal.js';
import { readBody } from './read-body.js';

/** What a browser may send a form as (HTML, `enctype`: https://html.spec.whatwg.org/multipage/#attr-fs-enctype). */
const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/** Two of these may have any text in them, and are read. Whoever sends another is told so on a page. */
const READABLE_TYPES =
  /^(application\/x-www-form-urlencoded(\s*;\s*charset="?utf-8"?)?|multipart\/form-data\s*;.*)\s*$/i;

/** Whether a request may be a form that a browser has sent by itself, so that a buyer reads the answer. */
export const isForm = (contentType: string | null | undefined): boolean => FORM_TYPES.test(contentType ?? '');

/** What stands where a byte was no UTF-8: a text with it is not the text that was typed. */
const REPLACED = '\ufffd';

/**
 * The fields of a form, read as strictly as the JSON of a script: no more than 16 KiB, arrived in time, whole, every field
 * once, and no file. Which fields there may be is for the route to say.
 * @throws {Refusal} `unsupported_media_type`, `body_too_large`, `body_timeout`, `invalid_request` with the field's name, or
 *   `bad_json` for a body that is no form
 */
export async function readForm(request: Request, deadline: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!READABLE_TYPES.test(contentType)) throw new Refusal({ code: 'unsupported_media_type' });
  const bytes = await readBody(request, JSON_BODY_LIMIT_BYTES, deadline);
  const fields = new Map<string, string>();
  for (const [name, value] of await entriesOf(bytes, contentType)) {
    const isSound = typeof value === 'string' && !value.includes(REPLACED) && !name.includes(REPLACED);
    if (!isSound || fields.has(name)) throw new Refusal({ code: 'invalid_request', path: shortened(name) });
    fields.set(name, value);
  }
  return fields;
}

/** The platform's own parsers: both belong to what a browser does with a form, and no other reading would be the same. */
async function entriesOf(bytes: Uint8Array, contentType: string): Promise<Iterable<[string, string | File]>> {
  try {
    const body = new Uint8Array(bytes);
    return await new Response(body, { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    throw new Refusal({ code: 'bad_json' }, { cause });
  }
}

/** Longest name that is echoed, in characters. */
const MAX_NAME_LENGTH = 40;

const shortened = (name: string): string =>
  name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…`.toWellFormed() : name;
