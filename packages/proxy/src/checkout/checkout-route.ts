import type { CheckoutReply } from '@stripe-cart/contract';
import { parseCheckoutRequest } from '@stripe-cart/contract/parse';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps, RouteEnv, RouteHandler } from '../deps.js';
import { isForm, readForm } from '../http/form-body.js';
import { readJson } from '../http/json-body.js';
import { createKeyring } from '../order/keyring.js';
import { Refusal } from '../refusal.js';
import { modesFor } from '../subscription/cart-billing.js';
import type { Catalog } from '../catalog/catalog.js';
import { checkOut } from './check-out.js';
import type { Checkout } from './checkout.js';
import { lineOfForm } from './form-line.js';
import { agreementIn } from './intent/agreement.js';
import { isAsShown, priceCart, quoteOf } from './price-cart.js';
import type { PricedCart } from './priced-cart.js';
import { postedForNothing } from './session-params.js';

/** Names what a browser sends without a script, before anything can be refused: its buyer is to read a page. */
export const formAnswered: MiddlewareHandler<RouteEnv> = async (c, next) => {
  c.set('isForm', c.req.method === 'POST' && isForm(c.req.header('content-type')));
  return next();
};

/**
 * `POST /v1/checkout`. Everything that can be refused without Stripe is refused before Stripe is asked: a wrong
 * request, a way to pay that is not offered, a cart that cannot be sold as it is, a total the buyer has not seen.
 */
export function checkoutRoute(deps: Deps): RouteHandler {
  const { config } = deps;
  const keys = createKeyring(config.tokenSecrets);

  return async (c) => {
    if (config.closed !== null) throw new Refusal({ code: 'closed', message: config.closed });
    return c.get('isForm') ? fromForm(c) : fromScript(c);
  };

  async function fromScript(c: Context<RouteEnv>): Promise<Response> {
    const deadline = c.get('deadline');
    const parsed = parseCheckoutRequest(await readJson(c.req.raw, deadline));
    if (!parsed.ok) throw new Refusal(parsed.problem);
    const request = parsed.value;
    const { mode, expected } = request;
    if (!config.modes.includes(mode)) throw new Refusal({ code: 'mode_not_offered', modes: config.modes });

    const cart = pricedOf(request.lines, await deps.catalog.current(deadline));
    const modes = modesFor(cart, config.modes);
    if (!modes.includes(mode)) throw new Refusal({ code: 'mode_not_offered', modes });
    const apart = postedForNothing(cart, config.checkout);
    if (apart.length > 0) throw new Refusal({ code: 'mixed_billing', items: apart.map(({ sold }) => sold.shown.id) });
    if (!isAsShown(cart, expected)) throw new Refusal({ code: 'price_changed', quote: quoteOf(cart) });
    const { attempt: id, locale, resume } = request;
    const agreement = await agreementIn(deps, request, cart, deadline);
    return c.json(await pay(c, { id, mode, cart, locale, ...agreement }, resume));
  }

  /**
   * A form that a browser sends without a script: one item, answered with 303 to Stripe's page. It asks no preflight, so
   * any site can have one sent. What protects it is what protects the rest: the browser says where the form stood, and
   * only the shop's own origins are served, which is settled before this runs; no cookie, no memory of the buyer and no
   * other authority is in it that a stranger could borrow; the price is the catalogue's; and the limiter counts it. All
   * that could be gained is a session that nobody has paid, and a foreign site does not gain even that.
   *
   * There is no attempt that a page could remember, so each form sent is an attempt of its own.
   */
  async function fromForm(c: Context<RouteEnv>): Promise<Response> {
    const deadline = c.get('deadline');
    const line = lineOfForm(await readForm(c.req.raw, deadline));
    const cart = pricedOf([line], await deps.catalog.current(deadline));
    const order = { id: crypto.randomUUID(), mode: 'hosted', cart, charge: null } as const;
    const reply = await pay(c, order);
    // The first answer was lost on its way from Stripe, and Stripe has repeated it: as it stands now it is asked for.
    const current = reply.status === 'replayed' ? await pay(c, order, reply.resume) : reply;
    if (current.status !== 'open' || current.mode !== 'hosted') throw new Refusal({ code: 'payment_unresolved' });
    return c.redirect(current.url, 303);
  }

  function pay(
    c: Context<RouteEnv>,
    {
      id,
      ...order
    }: { readonly id: string } & Pick<Checkout, 'mode' | 'cart' | 'charge' | 'confirmationToken' | 'locale'>,
    resume?: string,
  ): Promise<CheckoutReply> {
    const attempt = { shop: config.shop, origin: c.req.header('origin') ?? '', id };
    return checkOut({ deps, keys, attempt, ...order, deadline: c.get('deadline') }, resume);
  }
}

/** @throws {Refusal} */
function pricedOf(lines: Parameters<typeof priceCart>[0], catalog: Catalog): PricedCart {
  const priced = priceCart(lines, catalog);
  if (!priced.ok) throw new Refusal(priced.problem);
  return priced.cart;
}
