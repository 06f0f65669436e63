import type { FindingCode } from './findings.js';
import { CATALOG, listen, soundPage, type Addresses, type Front, type SetUp } from './shop.fixture.js';

/** What is wrong, the code it should be called by, what is named, and how it is brought about. */
export type BrokenShop = readonly [what: string, code: FindingCode, subject: RegExp, setUp: SetUp];

/** The front page with this in its head, or with this policy. */
export const withPage = (
  page: (at: Addresses) => string,
  headers: (at: Addresses) => Record<string, string> = () => ({}),
): SetUp => ({
  files: (at) => ({ '/': { body: page(at), headers: headers(at) } }),
});
export const withPolicy = (policy: (at: Addresses) => string, page: (at: Addresses) => string = soundPage): SetUp =>
  withPage(page, (at) => ({ 'content-security-policy': policy(at) }));

export const script = (src: string, attributes = '') =>
  `<!doctype html><script type="module" src="${src}" ${attributes}></script>`;
export const form = ({ proxy }: Addresses) =>
  `<form data-cart-add="mug" action="${proxy}/v1/checkout" method="post"><button>Buy</button></form>`;
export const catalog = (...items: object[]): SetUp => ({
  settings: { CART_CATALOG: { ...CATALOG, items: [...CATALOG.items, ...items] } },
});

export const at =
  (path: string, answer: (pass: () => Promise<Response>) => Promise<Response> | Response): Front =>
  async (request, pass) =>
    request.url?.startsWith(path) === true ? answer(pass) : pass();
export const withHeader = (name: string, value: string | null) => async (pass: () => Promise<Response>) => {
  const answer = await pass();
  if (value === null) answer.headers.delete(name);
  else answer.headers.set(name, value);
  return answer;
};
export const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
export const refusedBy = (status: number) => () =>
  json(
    { error: { type: 'invalid_request_error', message: 'No.' } },
    { status, headers: { 'stripe-should-retry': 'false' } },
  );

/** An address on which nobody listens any more. */
export async function deadAddress(): Promise<string> {
  const server = await listen(() => Promise.resolve(new Response()));
  await server.close();
  return server.url;
}
