import {
  lineKey,
  MAX_LINES,
  MAX_QUANTITY,
  type CartLine,
  type OrderRequest,
  type OrderStatus,
} from '@stripe-cart/contract';

/**
 * The cart as a value, and every step that can change it. Pure: no DOM, no storage, no clock. There is no price
 * anywhere in it, because prices belong to the catalogue.
 *
 * A line is in one of two places. `lines` are what the buyer may still pay for. `held` are lines of a payment that
 * is under way (a bank debit takes days) or that a person has to look at: they stay in sight, marked as being paid,
 * and paying for them again takes a deliberate "order again".
 */
export interface Cart {
  readonly lines: readonly CartLine[];
  /** The attempt this cart goes to checkout with; null once that is paid. */
  readonly payment: Payment | null;
  readonly held: readonly HeldPayment[];
  /** Attempts that began in this browser, newest last: only their orders may take lines out of this cart. */
  readonly attempts: readonly string[];
  /** Numbers of the orders, and attempts ordered again, that have had their effect on this cart. Newest last. */
  readonly settled: readonly string[];
}

export interface Payment {
  readonly attempt: string;
  /** The proxy's resume token, once there is one. */
  readonly resume: string | null;
}

export interface HeldPayment {
  readonly attempt: string;
  readonly lines: readonly CartLine[];
  /** How to ask the proxy about it. */
  readonly ask: OrderRequest;
}

/** What a verified order does to the cart. */
export interface OrderEffect {
  readonly number: string;
  readonly attempt: string;
  readonly status: OrderStatus;
  readonly lines: readonly CartLine[];
  readonly ask: OrderRequest;
}

export type CartStep =
  /** Add a line; the same item with the same options is added up. A cart without an attempt takes this one. */
  | { readonly type: 'add'; readonly line: CartLine; readonly attempt?: string }
  /** Set a line's quantity; 0 removes it. A line that is not there is left alone. */
  | { readonly type: 'set'; readonly key: string; readonly quantity: number }
  /** Change the options chosen on a line. */
  | { readonly type: 'choose'; readonly key: string; readonly options: CartLine['options'] }
  /** Take the cart to checkout, under this attempt. */
  | { readonly type: 'attempt'; readonly attempt: string }
  /** Keep the proxy's resume token of that attempt. */
  | { readonly type: 'resume'; readonly attempt: string; readonly resume: string }
  /** Paid: the lines leave. */
  | { readonly type: 'settle'; readonly order: OrderEffect }
  /** Under way: the lines are set aside. */
  | { readonly type: 'hold'; readonly order: OrderEffect }
  /** Not paid after all: lines that were set aside come back. */
  | { readonly type: 'release'; readonly attempt: string }
  /** The buyer wants the lines of a held payment once more. */
  | { readonly type: 'again'; readonly attempt: string };

export const EMPTY_CART: Cart = { lines: [], payment: null, held: [], attempts: [], settled: [] };

/** How many attempts and order numbers a browser remembers. */
const MEMORY = 50;

export function applyStep(cart: Cart, step: CartStep): Cart {
  switch (step.type) {
    case 'add':
      return { ...withAttempt(cart, step.attempt), lines: addLine(cart.lines, step.line) };
    case 'set':
      return { ...cart, lines: setQuantity(cart.lines, step.key, step.quantity) };
    case 'choose':
      return {
        ...cart,
        lines: mergeLines(cart.lines.map((l) => (lineKey(l) === step.key ? { ...l, options: step.options } : l))),
      };
    case 'attempt':
      return begin(cart, step.attempt);
    case 'resume':
      return cart.payment?.attempt === step.attempt
        ? { ...cart, payment: { ...cart.payment, resume: step.resume } }
        : cart;
    case 'settle':
      return settle(cart, step.order);
    case 'hold':
      return hold(cart, step.order);
    case 'release':
      return release(cart, step.attempt);
    case 'again':
      return { ...release(cart, step.attempt), settled: remember(cart.settled, step.attempt) };
  }
}

/** Everything in the cart, in pieces. */
export function countItems(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function findLine(cart: Cart, key: string): CartLine | undefined {
  return cart.lines.find((line) => lineKey(line) === key);
}

/** Has this order already had its effect here, or is it none of this browser's? */
export function isOwnAndNew(cart: Cart, order: Pick<OrderEffect, 'number' | 'attempt'>): boolean {
  return (
    cart.attempts.includes(order.attempt) &&
    !cart.settled.includes(order.number) &&
    !cart.settled.includes(order.attempt)
  );
}

/** What is left when the paid quantities are taken away, item by item and option by option. */
export function subtractLines(lines: readonly CartLine[], paid: readonly CartLine[]): readonly CartLine[] {
  return paid.reduce<readonly CartLine[]>((rest, line) => {
    const key = lineKey(line);
    const have = rest.find((l) => lineKey(l) === key);
    return have ? setQuantity(rest, key, have.quantity - line.quantity) : rest;
  }, lines);
}

function begin(cart: Cart, attempt: string): Cart {
  return { ...cart, payment: { attempt, resume: null }, attempts: remember(cart.attempts, attempt) };
}

/** A step may be applied again when another tab has overwritten it; by then its attempt may be over, and stays over. */
function withAttempt(cart: Cart, attempt: string | undefined): Cart {
  return attempt === undefined || cart.payment || cart.attempts.includes(attempt) ? cart : begin(cart, attempt);
}

function settle(cart: Cart, order: OrderEffect): Cart {
  if (!isOwnAndNew(cart, order)) return cart;
  const wasHeld = cart.held.some(({ attempt }) => attempt === order.attempt);
  return {
    ...unhold(endPayment(cart, order.attempt), order.attempt),
    lines: wasHeld ? cart.lines : subtractLines(cart.lines, order.lines),
    settled: remember(cart.settled, order.number),
  };
}

function hold(cart: Cart, order: OrderEffect): Cart {
  if (!isOwnAndNew(cart, order) || cart.held.some(({ attempt }) => attempt === order.attempt)) return cart;
  // A resume token knows nothing of what was paid by a link made beforehand.
  const resume = order.ask.by !== 'link' && cart.payment?.attempt === order.attempt && cart.payment.resume;
  const ask: OrderRequest = resume ? { by: 'resume', token: resume } : order.ask;
  return {
    ...endPayment(cart, order.attempt),
    lines: subtractLines(cart.lines, order.lines),
    held: [...cart.held, { attempt: order.attempt, lines: order.lines, ask }],
  };
}

function release(cart: Cart, attempt: string): Cart {
  const held = cart.held.find((one) => one.attempt === attempt);
  return { ...unhold(cart, attempt), lines: mergeLines([...cart.lines, ...(held?.lines ?? [])]) };
}

function endPayment(cart: Cart, attempt: string): Cart {
  return cart.payment?.attempt === attempt ? { ...cart, payment: null } : cart;
}

function unhold(cart: Cart, attempt: string): Cart {
  return { ...cart, held: cart.held.filter((held) => held.attempt !== attempt) };
}

function addLine(lines: readonly CartLine[], line: CartLine): readonly CartLine[] {
  const key = lineKey(line);
  const have = lines.find((l) => lineKey(l) === key);
  if (have) return setQuantity(lines, key, have.quantity + line.quantity);
  return lines.length < MAX_LINES ? [...lines, line] : lines;
}

function mergeLines(lines: readonly CartLine[]): readonly CartLine[] {
  return lines.reduce<readonly CartLine[]>(addLine, []);
}

function setQuantity(lines: readonly CartLine[], key: string, quantity: number): readonly CartLine[] {
  const whole = Math.min(Math.trunc(quantity), MAX_QUANTITY);
  return lines.flatMap((line) => (lineKey(line) !== key ? [line] : whole >= 1 ? [{ ...line, quantity: whole }] : []));
}

function remember(list: readonly string[], value: string): readonly string[] {
  return [...list.filter((v) => v !== value), value].slice(-MEMORY);
}
