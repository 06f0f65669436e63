import qs from 'qs';
import { ApiError } from './errors.js';

/** What a form says before anybody knows what its fields mean: text, lists and named parts. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/**
 * Reads Stripe's form encoding: `line_items[0][price]=…`, `expand[]=…`, `metadata[key]=…`.
 *
 * @param text a query string or a body, percent-encoded
 */
export function readForm(text: string): Form {
  return qs.parse(text, {
    plainObjects: true,
    depth: 10,
    strictDepth: false,
    arrayLimit: 1000,
    parameterLimit: 20_000,
    duplicates: 'combine',
  }) as Form;
}

/**
 * The parameters of a request: the query of a GET or DELETE, the body of a POST.
 *
 * @throws ApiError when a body is not form-encoded
 */
export async function formOf(request: Request, url: URL): Promise<Form> {
  if (request.method !== 'POST') return readForm(url.search.slice(1));
  const type = request.headers.get('content-type') ?? '';
  const text = await request.text();
  if (text !== '' && !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new ApiError('form-encoding', 400, 'Request bodies must be application/x-www-form-urlencoded.');
  }
  return readForm(text);
}
