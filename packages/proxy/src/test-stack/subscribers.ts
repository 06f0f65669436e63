import type { CartLine, RecurringTotal } from '@stripe-cart/contract';
import type { CatalogFile } from '../index.js';
import { Buyer, sessionIn, subtotalOf, wayInOf, type Answer } from './buyer.js';
import { CATALOG } from './shop.js';

const MONTHLY = { interval: 'month', intervalCount: 1 } as const;

/** Clubs to join: at once, after a trial, every three months. */
export const CLUBS: CatalogFile = {
  ...CATALOG,
  items: [
    ...CATALOG.items,
    { id: 'club', name: 'Tea club', amounts: { eur: 900 }, recurring: MONTHLY, shippable: false },
    { id: 'trial', name: 'Kiln club', amounts: { eur: 2500 }, recurring: { ...MONTHLY, trialDays: 14 } },
    { id: 'quarterly', name: 'Glaze club', amounts: { eur: 3000 }, recurring: { ...MONTHLY, intervalCount: 3 } },
  ],
};

export const CLUB: CartLine = { item: 'club', options: [], quantity: 1 };
export const TRIAL: CartLine = { item: 'trial', options: [], quantity: 1 };
export const QUARTERLY: CartLine = { item: 'quarterly', options: [], quantity: 1 };

/** What is charged again, as the catalogue shows it. */
function recurringOf(lines: readonly CartLine[]): RecurringTotal | null {
  const recurring = lines.flatMap((line) => {
    const listed = CLUBS.items.find(({ id }) => id === line.item);
    const terms = listed !== undefined && 'recurring' in listed ? listed.recurring : undefined;
    return terms === undefined ? [] : [{ ...terms, amount: subtotalOf([line]) }];
  });
  const [first] = recurring;
  return first === undefined ? null : { ...first, amount: recurring.reduce((sum, { amount }) => sum + amount, 0) };
}

/** A buyer whose cart has a subscription in it. */
export class Subscriber extends Buyer {
  override ask(lines: readonly CartLine[], more: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    const recurring = recurringOf(lines);
    const expected = { currency: 'eur', subtotal: subtotalOf(lines), ...(recurring !== null && { recurring }) };
    return super.ask(lines, { expected, ...more });
  }

  /** To Stripe's page, and through it. @returns the session, and the token of the order */
  async subscribe(lines: readonly CartLine[], wishes: object = {}): Promise<{ session: string; order: string }> {
    const session = await this.begin(lines);
    const { redirect } = (await this.shop.control('buyer', { session, action: 'pay', ...wishes })) as {
      redirect: string | null;
    };
    if (redirect === null) throw new Error('Stripe did not send the buyer back');
    return { session, order: (await this.comeBack(redirect)).replace('#order=', '') };
  }

  /** @returns the session that is open now */
  async begin(lines: readonly CartLine[]): Promise<string> {
    const { status, body } = await this.checkOut(lines);
    const session = sessionIn(wayInOf(body) ?? '');
    if (session === '') throw new Error(`expected a session, got ${status} ${JSON.stringify(body)}`);
    return session;
  }
}
