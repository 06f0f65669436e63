import { cartLinkWayIn } from '../link/cart-link.js';
import { closeLink } from '../link/close-link.js';
import { readLink, type FoundLink, type LinkSession } from '../link/read-link.js';
import type { Checkout } from './checkout.js';
import type { EarlierPayment } from './earlier-payment.js';
import { nextStep, nextStepOfLink } from './next-step.js';
import type { Payable } from './resume-token.js';
import { demandOwn, isSameCart, notOurs } from './same-attempt.js';
import type { WayIn } from './session-mode.js';

export async function earlierLink(checkout: Checkout, payable: Payable): Promise<EarlierPayment | null> {
  const { deps, keys, deadline } = checkout;
  const reading = await readLink(deps, keys, payable.id, deadline);
  if (reading.is === 'missing') return null;
  if (reading.is !== 'ours') return notOurs(reading.is);
  const { found } = reading;
  demandOwn(checkout, found.promise);
  const wayIn = await linkWayIn(checkout, found);
  const { number } = found.promise;

  const standing = (isActive: boolean, sessions: readonly LinkSession[]): EarlierPayment => {
    const states = sessions.map(({ session, status }) => ({ sessionStatus: session.status, status }));
    const step = nextStepOfLink(isActive, states, wayIn !== null);
    const settled = sessions.find(({ session, status }) => nextStep(session.status, status, true) === step);
    return {
      payable,
      step,
      wayIn,
      order: settled === undefined ? null : paidWith(settled),
      close: async () => standing(false, await closeLink(deps, keys, { link: payable.id, number }, deadline)),
    };
  };
  return standing(found.link.active, found.sessions);
}

async function linkWayIn(checkout: Checkout, { link, promise }: FoundLink): Promise<WayIn | null> {
  if (checkout.mode !== 'link' || !(await isSameCart(checkout, promise))) return null;
  return cartLinkWayIn(link, checkout.deps.config, promise.number);
}

const paidWith = ({ session, promise }: LinkSession) => ({
  paidBy: { by: 'session', id: session.id } as const,
  promise,
});
