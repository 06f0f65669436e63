import { expireSession } from '../checkout/expire-session.js';
import type { Deps } from '../deps.js';
import { LINK_SESSIONS_EXPIRED_AT_ONCE, LINK_SESSIONS_EXPIRED_PER_REQUEST } from '../limits.js';
import type { Keyring } from '../order/keyring.js';
import { Refusal } from '../refusal.js';
import { sessionsOf, type LinkSession } from './read-link.js';

/** A link, and the number of its order for the log. */
interface Closing {
  readonly link: string;
  readonly number: string;
}

/**
 * Sees to it that nobody can pay by this link any more: it is switched off, so that no session can begin, and only then
 * are the sessions looked for that did begin.
 *
 * @returns what `endSessions` does: where a session is still open, the link is not closed
 * @throws {Refusal} `payment_unresolved` where a step failed, and nobody can tell whether the link can be paid
 */
export async function closeLink(
  deps: Deps,
  keys: Keyring,
  closing: Closing,
  deadline: AbortSignal,
): Promise<readonly LinkSession[]> {
  await switchOffLink(deps, closing.link, deadline);
  return endSessions(deps, keys, closing, deadline);
}

/** @throws {Refusal} `payment_unresolved` */
export async function switchOffLink({ gateway }: Deps, link: string, deadline: AbortSignal): Promise<void> {
  await gateway.deactivateLink(link, deadline).catch(unclosed);
}

/**
 * Expires what is open of a link that is switched off, up to 20 sessions, and looks at all again.
 *
 * @returns its sessions as they stand after that. Where one is still open, it could not be expired, or there were more
 *   than one request can end; the next one gets further, because no new ones can begin.
 * @throws {Refusal} `payment_unresolved` where they cannot be read
 */
export async function endSessions(
  deps: Deps,
  keys: Keyring,
  { link, number }: Closing,
  deadline: AbortSignal,
): Promise<readonly LinkSession[]> {
  const sessions = () => sessionsOf(deps, keys, link, deadline).catch(unclosed);
  const before = await sessions();
  const open = before.filter(({ session }) => session.status === 'open').slice(0, LINK_SESSIONS_EXPIRED_PER_REQUEST);
  if (open.length === 0) return before;
  for (let at = 0; at < open.length; at += LINK_SESSIONS_EXPIRED_AT_ONCE) {
    const some = open.slice(at, at + LINK_SESSIONS_EXPIRED_AT_ONCE);
    await Promise.all(some.map(({ session: { id } }) => expireSession(deps, { id, number }, deadline)));
  }
  return sessions();
}

function unclosed(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  const note = `the link could not be closed: ${error.evidence.code}${error.note === undefined ? '' : `, ${error.note}`}`;
  throw new Refusal({ code: 'payment_unresolved' }, { note, cause: error });
}
