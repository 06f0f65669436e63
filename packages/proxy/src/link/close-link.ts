import type { Deps } from '../deps.js';
import type { Keyring } from '../order/keyring.js';
import { Refusal } from '../refusal.js';
import { sessionsOf, type LinkSession } from './read-link.js';

/**
 * Sees to it that nobody can pay by this link any more: it is switched off, so that no session can begin, and only then
 * are the sessions looked for that did begin; each that is open is expired, and all are looked at again. What `expire`
 * answers is not asked: the buyer may have paid in the same second, and then that is how it stands.
 *
 * @returns its sessions as they stand after that. Where one is still open, it could not be expired.
 * @throws {Refusal} `payment_unresolved` where a step failed, and nobody can tell whether the link can be paid
 */
export async function closeLink(
  deps: Deps,
  keys: Keyring,
  { link, number }: { readonly link: string; readonly number: string },
  deadline: AbortSignal,
): Promise<readonly LinkSession[]> {
  const { gateway, log } = deps;
  const sessions = () => sessionsOf(deps, keys, link, deadline);
  try {
    await gateway.deactivateLink(link, deadline);
    const before = await sessions();
    const open = before.filter(({ session }) => session.status === 'open');
    if (open.length === 0) return before;
    await Promise.all(open.map(({ session }) => expire(session.id)));
    return await sessions();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const note = `the link could not be closed: ${error.evidence.code}${error.note === undefined ? '' : `, ${error.note}`}`;
    throw new Refusal({ code: 'payment_unresolved' }, { note, cause: error });
  }

  async function expire(session: string): Promise<void> {
    try {
      await gateway.expireSession(session, deadline);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log({ level: 'warn', event: 'expire_failed', number, note: error.note });
    }
  }
}
